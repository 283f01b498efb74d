package dev.quantmask.detection;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The end of a process in which libtorch is still busy. */
public final class ProcessExit {
  private ProcessExit() {}

  /** The C library, as far as it is used. */
  public interface CLibrary extends Library {
    void _exit(int status);
  }

  /**
   * Ends the process at once. The usual exit runs libtorch's destructors, which free what a running
   * inference uses: the process would end by SIGSEGV, and leave a crash report.
   */
  public static void withoutDestructors(int status) {
    Native.load("c", CLibrary.class)._exit(status);
  }
}
