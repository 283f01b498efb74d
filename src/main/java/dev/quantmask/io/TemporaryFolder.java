package dev.quantmask.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of the system's temporary files that goes with all that is in it. */
public final class TemporaryFolder implements Closeable {
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** Makes an empty one that only this user may look into; it goes when the program is stopped. */
  public static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(
        UnfinishedFiles.begin(() -> Files.createTempDirectory("quantmask-")));
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    UnfinishedFiles.end(
        path,
        () -> {
          UnfinishedFiles.delete(path);
          return path;
        });
  }
}
