package dev.quantmask.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.image.ImageLimits;
import org.junit.jupiter.api.Test;

class HeapSharesTest {
  private static final long PIXELS = ImageLimits.DEFAULT.maxPixels();
  private static final long BODY = 32L << 20;

  @Test
  void ofHalfAGigabyteHoldTheLargestImageThatIsDecodedInPlace() {
    HeapShares heap = new HeapShares(512L << 20);
    assertThat(heap.images(PIXELS)).isGreaterThanOrEqualTo(3 * PIXELS);
    assertThat(heap.problem(PIXELS)).isEmpty();
    assertThat(heap.bodies(128L << 20, BODY)).isEqualTo((512L << 20) / 10);
  }

  @Test
  void ofALargeHeapAreWhatTheLimitsNeed() {
    HeapShares heap = new HeapShares(64L << 30);
    assertThat(heap.images(PIXELS)).isEqualTo(17 * PIXELS);
    assertThat(heap.bodies(128L << 20, BODY)).isEqualTo(128L << 20);
  }

  @Test
  void ofASmallHeapAreToldWithTheLimitThatTheyCannotServe() {
    HeapShares heap = new HeapShares(256L << 20);
    assertThat(heap.problem(PIXELS).orElseThrow())
        .startsWith(
            "quantmask.limits.max-image-pixels: images of 64000000 pixels take at least 183")
        .contains("heap of 256 MB has 102 MB");
    assertThat(heap.bodies(128L << 20, BODY)).isEqualTo(BODY);
  }
}
