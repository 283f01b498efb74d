package dev.quantmask.detection;

/** The end of a process in which libtorch is still busy. */
public final class ProcessExit {
  private ProcessExit() {}

  /**
   * Ends the process at once. The usual exit runs libtorch's destructors, which free what a running
   * inference uses: the process would end by SIGSEGV, and leave a crash report.
   */
  public static void withoutDestructors(int status) {
    CLibrary.load()._exit(status);
  }
}
