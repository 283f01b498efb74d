package dev.quantmask.io;

import dev.quantmask.text.Text;
import java.io.CharConversionException;
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

  /** All of a text in UTF-8, UTF-16 or UTF-32, see {@link UnicodeInput}. */
  public static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream stream = UnicodeInput.utf8(open(file))) {
      bytes = stream.readAllBytes();
    } catch (CharConversionException e) {
      throw FileErrors.reading(file, e);
    }
    ByteBuffer all = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(all).toString();
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, all.position(), StandardCharsets.UTF_8);
      long line = 1 + before.chars().filter(character -> character == '\n').count();
      throw FileErrors.reading(
          file, new IOException(Text.format("line %d: expected text in UTF-8", line), e));
    }
  }

  /** The lines of a text. */
  public static List<String> lines(Path file) throws IOException {
    return text(file).lines().toList();
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
