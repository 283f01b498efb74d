package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged pictures either decode or are refused; nothing else may come out. */
class ImageDecoderMutationTest {
  private static final int MUTATIONS = 4_000;
  // Small, so that a mutated header cannot make the test slow.
  private static final ImageLimits LIMITS = new ImageLimits(2_000, 2_000, 400_000);
  private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xff};

  @Test
  void onlyAnImageExceptionComesOut() {
    List<String> names = Pictures.names();
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      String name = names.get(seed % names.size());
      byte[] bytes = mutate(Pictures.bytes(name), random);
      try {
        ImageDecoder.decode(bytes, LIMITS);
      } catch (ImageException expected) {
        assertThat(expected).hasMessageNotContaining("\n");
        refused++;
      } catch (RuntimeException | Error other) {
        throw new AssertionError("%s, seed %d".formatted(name, seed), other);
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
  }

  private static byte[] mutate(byte[] bytes, Random random) {
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
