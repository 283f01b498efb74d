package dev.quantmask.detection;

import dev.quantmask.files.UnfinishedFiles;
import java.io.IOException;

/** The end of a process in which libtorch may still be busy. */
public final class ProcessExit {
  private static volatile CLibrary library; // null: libtorch is not loaded

  private ProcessExit() {}

  /** Makes ready to end; libtorch is going to be loaded. */
  static void prepare() {
    try {
      // JNA unpacks its own library to a file that it deletes when it is loaded.
      library = UnfinishedFiles.whole(CLibrary::load);
    } catch (IOException | UnsatisfiedLinkError | NoClassDefFoundError e) {
      library = null; // a system whose C library is another one
    }
  }

  /**
   * Ends the process now, whatever runs, and deletes what is unfinished. The usual exit runs
   * libtorch's destructors, which free what a running inference uses: the process would end by
   * SIGSEGV, and leave a crash report.
   */
  public static void now(int status) {
    try {
      UnfinishedFiles.deleteAll();
      UnpackedLibraries.deleteUnfinished();
    } finally {
      if (library != null) {
        library._exit(status);
      }
      Runtime.getRuntime().halt(status);
    }
  }

  /** Ends the process of a command that is done, or has failed. */
  public static void atEnd(int status) {
    if (status == 0 || library == null) {
      System.exit(status);
    }
    now(status); // after a failure other threads may still be in libtorch
  }
}
