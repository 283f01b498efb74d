package dev.quantmask.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;

/** The library of Windows that does what {@link CLibrary} does elsewhere. */
interface Kernel32 extends Library {
  /** Sets a variable in the environment of the process; each C runtime has a copy of its own. */
  boolean SetEnvironmentVariableW(WString name, WString value);

  Pointer GetCurrentProcess();

  /** Ends a process without the destructors of its libraries. */
  boolean TerminateProcess(Pointer process, int status);

  static Kernel32 load() {
    return Native.load("kernel32", Kernel32.class);
  }
}
