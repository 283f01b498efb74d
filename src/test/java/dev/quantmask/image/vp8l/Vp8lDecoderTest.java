package dev.quantmask.image.vp8l;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** What no encoder writes: few bytes that ask for much memory. */
class Vp8lDecoderTest {
  private final BitSet bits = new BitSet();
  private int length;

  @Test
  void codesThatTheImageDoesNotNeedAreRefused() {
    write(8, 0x2f);
    write(14, 255); // 256 x 64 pixels
    write(14, 63);
    write(1 + 3, 0); // no alpha, version 0
    write(1 + 1, 0); // no transform, no cache
    write(1, 1); // blocks of 4 x 4 have groups of codes
    write(3, 0);
    write(1, 0);
    writeSymbol(255); // all blocks have the last of 65,536 groups
    writeSymbol(255);
    writeSymbol(0);
    writeSymbol(0);
    writeSymbol(0);
    for (int group = 0; group < 3_000; group++) { // a kilobyte for six bytes, three times
      writeSymbol(0);
      writeAllBytes();
      writeAllBytes();
      writeAllBytes();
      writeSymbol(0);
    }
    assertThatThrownBy(() -> Vp8lDecoder.decode(bits.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessage("VP8L: 65536 groups of prefix codes are more than the image needs");
  }

  /** Writes a code of one symbol, which takes no bits. */
  private void writeSymbol(int symbol) {
    write(1, 1);
    write(1, 0);
    write(1, 1);
    write(8, symbol);
  }

  /** Writes a code in which each of 256 symbols takes 8 bits. */
  private void writeAllBytes() {
    write(1, 0);
    write(4, 12 - 4); // lengths of the codes of lengths, of which the last is that of 8
    write(3 * 11, 0);
    write(3, 1);
    write(1, 0); // as many lengths as there are symbols
  }

  private void write(int count, int value) {
    for (int i = 0; i < count; i++) {
      bits.set(length++, i < Integer.SIZE && (value >> i & 1) == 1);
    }
  }
}
