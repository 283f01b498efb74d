package dev.quantmask.io;

import java.nio.file.Path;
import java.util.Optional;

/** The file that was opened last, for messages about what no file can be blamed for: memory. */
public final class FileInWork {
  private static volatile Path last;

  private FileInWork() {}

  /** A file is going to be read or written. */
  public static void is(Path file) {
    last = file;
  }

  public static Optional<Path> last() {
    return Optional.ofNullable(last);
  }
}
