package dev.quantmask.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that is read; errors name it. */
public final class ExistingFile {
  private ExistingFile() {}

  public static InputStream open(Path file) throws IOException {
    FileInWork.is(file);
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "expected a file, found a directory");
    }
    return new Named(file, Files.newInputStream(file));
  }

  /** All of it. */
  public static byte[] bytes(Path file) throws IOException {
    try (InputStream stream = open(file)) {
      return stream.readAllBytes();
    }
  }

  /**
   * All of it.
   *
   * @throws CharacterCodingException if it is not UTF-8
   */
  public static String text(Path file) throws IOException {
    byte[] bytes = bytes(file);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Its lines, which are in UTF-8. */
  public static List<String> lines(Path file) throws IOException {
    try {
      return text(file).lines().toList();
    } catch (CharacterCodingException e) {
      throw FileErrors.reading(file, new IOException("expected text in UTF-8", e));
    }
  }

  private static final class Named extends FilterInputStream {
    private final Path file;

    Named(Path file, InputStream in) {
      super(in);
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        throw FileErrors.reading(file, e);
      }
    }

    @Override
    public byte[] readAllBytes() throws IOException {
      try {
        return in.readAllBytes();
      } catch (IOException e) {
        throw FileErrors.reading(file, e);
      }
    }
  }
}
