package dev.quantmask.testing;

import java.util.Arrays;
import java.util.Random;

/** Damage as files take it: bits and bytes changed, stretches left out or repeated. */
public final class Mutation {
  private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xff};

  private Mutation() {}

  /** A changed file; the bytes given may be changed too. */
  public static byte[] of(byte[] bytes, Random random) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      // Half of the changes hit the headers.
      int reach = random.nextBoolean() ? Math.min(bytes.length, 64) : bytes.length;
      int position = random.nextInt(reach);
      switch (random.nextInt(4)) {
        case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[position] = (byte) random.nextInt(256);
        case 2 -> bytes[position] = (byte) TELLING[random.nextInt(TELLING.length)];
        default -> bytes = removeOrRepeat(bytes, position, random);
      }
    }
    return bytes;
  }

  private static byte[] removeOrRepeat(byte[] bytes, int position, Random random) {
    int length = Math.min(1 + random.nextInt(20), bytes.length - position - 1);
    if (length < 1) {
      return bytes;
    }
    boolean remove = random.nextBoolean();
    byte[] result = Arrays.copyOf(bytes, bytes.length + (remove ? -length : length));
    int from = remove ? position + length : position;
    int to = remove ? position : position + length;
    System.arraycopy(bytes, from, result, to, bytes.length - from);
    return result;
  }
}
