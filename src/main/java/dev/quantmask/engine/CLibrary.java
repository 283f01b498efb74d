package dev.quantmask.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The C library, as far as it is used. A function is looked for when it is called. */
interface CLibrary extends Library {
  /** Exists in glibc only. */
  int mallopt(int parameter, int value);

  /**
   * Sets a variable in the environment that native code sees; what is set stays if {@code
   * overwrite} is 0.
   */
  int setenv(String name, String value, int overwrite);

  void _exit(int status);

  static CLibrary load() {
    return Native.load("c", CLibrary.class);
  }
}
