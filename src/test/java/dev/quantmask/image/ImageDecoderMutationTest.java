package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Mutation;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged images either decode or are refused; nothing else may come out. */
class ImageDecoderMutationTest {
  private static final int MUTATIONS = 4_000;
  // Small, so that a mutated header cannot make the test slow.
  private static final ImageLimits LIMITS = new ImageLimits(2_000, 2_000, 400_000);

  @Test
  void onlyAnImageExceptionComesOut() {
    List<String> names = DecoderImages.names();
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      String name = names.get(seed % names.size());
      byte[] bytes = Mutation.of(DecoderImages.bytes(name), random);
      try {
        ImageDecoder.decode(bytes, LIMITS);
      } catch (ImageException expected) {
        assertThat(expected).hasMessageNotContaining("\n");
        refused++;
      } catch (RuntimeException | Error other) {
        throw new AssertionError(Text.format("%s, seed %d", name, seed), other);
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
  }
}
