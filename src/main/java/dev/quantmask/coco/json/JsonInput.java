package dev.quantmask.coco.json;

import dev.quantmask.text.Text;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Reads the bytes of a JSON text. It shows its buffer, because a call for each byte costs time. */
final class JsonInput implements Closeable {
  /** What {@link #look} returns after the last byte; no JSON text has it. */
  static final int END = -1;

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream stream;
  private final Supplier<String> place; // for messages
  private final byte[] buffer = new byte[BUFFER_BYTES + 1]; // a 0 follows the last byte
  private int position; // of the next byte in the buffer
  private int limit; // bytes in the buffer
  private long before; // bytes before those in the buffer

  /**
   * @param place what messages begin with
   */
  JsonInput(InputStream stream, Supplier<String> place) {
    this.stream = stream;
    this.place = place;
  }

  /** Returns the next byte, with its sign, or {@link #END}. */
  int look() throws IOException {
    int next = buffer[position];
    return next == 0 ? lookFurther() : next;
  }

  private int lookFurther() throws IOException {
    return position < limit || fill() ? buffer[position] : END;
  }

  /** Goes past the byte that {@link #look} has shown. */
  void advance() {
    position++;
  }

  /**
   * Returns what has been read ahead, to be looked at only; a 0, which is in no JSON text, ends it.
   */
  byte[] buffer() {
    return buffer;
  }

  /** Returns where the next byte is in the {@link #buffer}. */
  int position() {
    return position;
  }

  /** Goes to a byte of the {@link #buffer}. */
  void moveTo(int newPosition) {
    position = newPosition;
  }

  /** Goes past white space, which mostly is none or a blank. */
  void passSpace() throws IOException {
    if (buffer[position] == ' ') {
      position++;
    }
    if (buffer[position] <= ' ') {
      passMoreSpace();
    }
  }

  private void passMoreSpace() throws IOException {
    while (isSpace(look())) {
      position++;
    }
  }

  private static boolean isSpace(int next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private boolean fill() throws IOException {
    before += limit;
    position = 0;
    limit = 0;
    try {
      limit = Math.max(0, stream.read(buffer, 0, BUFFER_BYTES));
    } catch (CharConversionException e) {
      throw new CocoFormatException(place.get() + ": " + e.getMessage());
    }
    buffer[limit] = 0;
    return limit > 0;
  }

  /** Returns what is wrong with the text here. */
  CocoFormatException wrong(String expected) throws IOException {
    int next = look();
    String found =
        next == END
            ? "the end of the file"
            : next > ' '
                ? Text.format("'%c'", (char) next)
                : Text.format("byte 0x%02x", next & 0xff);
    return new CocoFormatException(
        Text.format(
            "%s: byte %d: expected %s, found %s", place.get(), before + position, expected, found));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
