package dev.quantmask.cli;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** One JSON value a line, to a stream and, if wanted, to a file. */
final class JsonLines implements AutoCloseable {
  private final OutputStream stream;
  private final AtomicFile file; // null when none is wanted

  /**
   * Begins to write.
   *
   * @param stream stays open
   * @param file where the same lines go to; null for nowhere
   */
  JsonLines(OutputStream stream, Path file) throws IOException {
    this.stream = stream;
    this.file = file == null ? null : AtomicFile.at(file);
  }

  void write(Object value) throws IOException {
    byte[] line = Json.line(value);
    if (file != null) {
      file.output().write(line);
    }
    stream.write(line); // in one piece: lines of processes that share a stream stay whole
    stream.flush();
  }

  /** Everything is written. */
  void complete() throws IOException {
    if (file != null) {
      file.complete();
    }
  }

  /** Drops a file that is not complete. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
