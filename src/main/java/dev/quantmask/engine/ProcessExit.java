package dev.quantmask.engine;

import com.sun.jna.Platform;
import dev.quantmask.io.UnfinishedFiles;
import java.io.IOException;
import java.util.function.IntConsumer;

/** The end of a process in which libtorch may still be busy. */
public final class ProcessExit {
  /** What ends the process without destructors; null while libtorch is not loaded. */
  private static volatile IntConsumer withoutDestructors;

  private ProcessExit() {}

  /** Makes ready to end; libtorch is going to be loaded. */
  static void prepare() {
    try {
      // JNA unpacks its own library to a file that it deletes when it is loaded.
      withoutDestructors = UnfinishedFiles.whole(ProcessExit::withoutDestructors);
    } catch (IOException | UnsatisfiedLinkError | NoClassDefFoundError e) {
      withoutDestructors = null; // a system whose C library is another one
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
    } finally {
      if (withoutDestructors != null) {
        withoutDestructors.accept(status);
      }
      Runtime.getRuntime().halt(status);
    }
  }

  /** Ends the process of a command that is done, or has failed. */
  public static void atEnd(int status) {
    if (status == 0 || withoutDestructors == null) {
      System.exit(status);
    }
    now(status); // after a failure other threads may still be in libtorch
  }

  private static IntConsumer withoutDestructors() {
    if (Platform.isWindows()) {
      Kernel32 library = Kernel32.load();
      return status -> library.TerminateProcess(library.GetCurrentProcess(), status);
    }
    return CLibrary.load()::_exit;
  }
}
