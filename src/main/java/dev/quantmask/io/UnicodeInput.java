package dev.quantmask.io;

import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads text in UTF-8, UTF-16 or UTF-32 as UTF-8 without a byte order mark. The first bytes tell:
 * the mark, or zeros, which no text begins with in UTF-8.
 */
public final class UnicodeInput {
  private static final List<Form> FORMS = // the mark of UTF-16 begins that of UTF-32
      List.of(
          new Form(StandardCharsets.UTF_8, 0xef, 0xbb, 0xbf),
          new Form(Charset.forName("UTF-32LE"), 0xff, 0xfe, 0, 0),
          new Form(Charset.forName("UTF-32BE"), 0, 0, 0xfe, 0xff),
          new Form(StandardCharsets.UTF_16LE, 0xff, 0xfe),
          new Form(StandardCharsets.UTF_16BE, 0xfe, 0xff));

  private UnicodeInput() {}

  private record Form(Charset charset, int... mark) {
    boolean begins(byte[] head) {
      boolean same = head.length >= mark.length;
      for (int i = 0; same && i < mark.length; i++) {
        same = (head[i] & 0xff) == mark[i];
      }
      return same;
    }
  }

  /** Looks at the first bytes, and returns a stream in UTF-8. */
  public static InputStream utf8(InputStream stream) throws IOException {
    PushbackInputStream ahead = new PushbackInputStream(stream, 4);
    byte[] head = ahead.readNBytes(4);
    for (Form form : FORMS) {
      if (form.begins(head)) {
        int mark = form.mark().length;
        ahead.unread(head, mark, head.length - mark);
        return utf8(ahead, form.charset());
      }
    }
    ahead.unread(head);
    return utf8(ahead, unmarked(head));
  }

  private static InputStream utf8(InputStream stream, Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) ? stream : new Recoded(stream, charset);
  }

  /** Returns the character set of a text without a mark, whose first character is in ASCII. */
  private static Charset unmarked(byte[] head) {
    if (head.length < 4) {
      return StandardCharsets.UTF_8;
    }
    if (head[0] == 0 && head[1] == 0 && head[2] == 0) {
      return Charset.forName("UTF-32BE");
    }
    if (head[1] == 0 && head[2] == 0 && head[3] == 0) {
      return Charset.forName("UTF-32LE");
    }
    if (head[0] == 0 && head[2] == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return head[1] == 0 && head[3] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
  }

  /**
   * Returns whether a stream of {@link #utf8} was in UTF-16 or UTF-32, whatever the text itself
   * says.
   */
  public static boolean isRecoded(InputStream stream) {
    return stream instanceof Recoded;
  }

  private static final class Recoded extends FilterInputStream {
    private final Charset charset;
    private final Reader reader;
    private final char[] characters = new char[8192];
    private int kept; // a first half of a pair, at the beginning of the characters
    private long before; // characters that were read
    private byte[] bytes = {};
    private int position;

    Recoded(InputStream stream, Charset charset) {
      super(stream);
      this.charset = charset;
      this.reader = new InputStreamReader(stream, charset.newDecoder());
    }

    @Override
    public int read() throws IOException {
      return position < bytes.length || fill() ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == bytes.length && !fill()) {
        return -1;
      }
      int size = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, into, offset, size);
      position += size;
      return size;
    }

    private boolean fill() throws IOException {
      int size;
      try {
        size = reader.read(characters, kept, characters.length - kept);
      } catch (CharacterCodingException e) {
        CharConversionException named =
            new CharConversionException(
                "expected " + charset + ", found other bytes after " + before + " characters");
        named.initCause(e);
        throw named;
      }
      if (size < 0) {
        return false;
      }
      before += size;
      int end = kept + size;
      kept = Character.isHighSurrogate(characters[end - 1]) ? 1 : 0;
      bytes = new String(characters, 0, end - kept).getBytes(StandardCharsets.UTF_8);
      position = 0;
      characters[0] = characters[end - 1];
      return bytes.length > 0 || fill();
    }
  }
}
