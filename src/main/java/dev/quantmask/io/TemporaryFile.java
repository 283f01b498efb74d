package dev.quantmask.io;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is deleted when it is closed, and when the process ends before that. */
public final class TemporaryFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;

  private TemporaryFile(Path path) {
    this.path = path;
  }

  /** Makes an empty file among the system's temporary ones that only this user may read. */
  public static TemporaryFile create(String suffix) throws IOException {
    return new TemporaryFile(
        UnfinishedFiles.begin(() -> Files.createTempFile("quantmask-", suffix)));
  }

  /** Makes an empty file in the folder of another one, for temporary folders may be small. */
  public static TemporaryFile beside(Path place, String suffix) throws IOException {
    Path path = AtomicFile.beside(place, suffix);
    try {
      return new TemporaryFile(UnfinishedFiles.begin(() -> Files.write(path, new byte[0])));
    } catch (IOException e) {
      throw FileErrors.writing(place, e);
    }
  }

  public Path path() {
    return path;
  }

  /** A stream into it; its errors name the file. */
  public OutputStream open() throws IOException {
    FileInWork.is(path);
    return new BufferedOutputStream(
        new NamedOutput(path, Files.newOutputStream(path)), BUFFER_BYTES);
  }

  @Override
  public void close() throws IOException {
    UnfinishedFiles.end(path, () -> Files.deleteIfExists(path));
  }
}
