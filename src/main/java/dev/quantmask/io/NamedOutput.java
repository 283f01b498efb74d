package dev.quantmask.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A stream into a file whose errors name the file. */
final class NamedOutput extends FilterOutputStream {
  private final Path file;

  /**
   * Wraps a stream.
   *
   * @param file for people: the place that they asked for, not the one that is written beside it
   */
  NamedOutput(Path file, OutputStream out) {
    super(out);
    this.file = file;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }
}
