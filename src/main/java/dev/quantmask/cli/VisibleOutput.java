package dev.quantmask.cli;

import dev.quantmask.text.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 on its way out, with everything in it made visible. */
final class VisibleOutput extends OutputStream {
  private final Sink sink;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /** Receives the text, a piece for each write. */
  @FunctionalInterface
  interface Sink {
    void write(String text) throws IOException;
  }

  VisibleOutput(Sink sink) {
    this.sink = sink;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    pending.write(bytes, offset, length);
    byte[] all = pending.toByteArray();
    int whole = wholeCharacters(all);
    pending.reset();
    pending.write(all, whole, all.length - whole);
    if (whole > 0) {
      sink.write(Visible.lines(new String(all, 0, whole, StandardCharsets.UTF_8)));
    }
  }

  /**
   * Returns how many bytes there are without a character at the end of which only the beginning
   * came.
   */
  private static int wholeCharacters(byte[] bytes) {
    for (int back = 1; back <= Math.min(3, bytes.length); back++) {
      int value = bytes[bytes.length - back] & 0xff;
      if (value < 0x80) {
        return bytes.length;
      }
      if (value >= 0xc0) { // the first of 2, 3 or 4
        int needed = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
        return needed > back ? bytes.length - back : bytes.length;
      }
    }
    return bytes.length;
  }
}
