package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Mutation;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged images either decode or are refused; nothing else may come out. */
class ImageDecoderMutationTest {
  private static final int MUTATIONS = 8_000;
  // Small, so that a mutated header cannot make the test slow.
  private static final ImageLimits LIMITS = new ImageLimits(2_000, 2_000, 400_000);

  @Test
  void onlyAnImageExceptionComesOut() {
    List<byte[]> images = DecoderImages.all().toList();
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = Mutation.of(images.get(seed % images.size()).clone(), random);
      try {
        ImageDecoder.decode(bytes, LIMITS);
      } catch (ImageException expected) {
        assertThat(expected).hasMessageNotContaining("\n");
        refused++;
      } catch (RuntimeException | Error other) {
        throw new AssertionError(
            Text.format("image %d, seed %d", seed % images.size(), seed), other);
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
  }
}
