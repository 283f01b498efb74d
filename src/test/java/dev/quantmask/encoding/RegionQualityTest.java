package dev.quantmask.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Figures that are worked out by hand. */
class RegionQualityTest {
  private static final double ROUNDING = 1e-9; // of a few additions in double precision

  private static byte[] filled(int count, int value) {
    byte[] luma = new byte[count];
    Arrays.fill(luma, (byte) value);
    return luma;
  }

  /** One of 16 pixels inside is 5 off, and all of those outside are 1 off. */
  @Test
  void psnrIsOfAllPixelsOfAPart() {
    byte[] original = filled(64, 200);
    byte[] shown = filled(64, 201);
    boolean[] objects = new boolean[64];
    Arrays.fill(objects, 0, 16, true);
    Arrays.fill(shown, 0, 16, (byte) 200);
    shown[3] = (byte) 205;

    RegionQuality quality = new RegionQuality();
    quality.add(8, original, shown, objects);
    quality.add(8, original, shown, objects);
    assertThat(quality.inside().pixels()).isEqualTo(32);
    assertThat(quality.inside().psnr())
        .isCloseTo(10 * Math.log10(255 * 255 * 16 / 25.0), within(ROUNDING));
    assertThat(quality.outside().psnr()).isCloseTo(10 * Math.log10(255 * 255), within(ROUNDING));
  }

  /** Of flat windows SSIM is (2ab + c) / (a² + b² + c), with c = (0.01 · 255)². */
  @Test
  void aWindowBelongsToWhereItsMiddleIs() {
    int width = 12; // windows at x 0 and 4, with their middles at 4 and 8
    boolean[] objects = new boolean[width * 8];
    for (int y = 0; y < 8; y++) {
      Arrays.fill(objects, y * width, y * width + 6, true);
    }
    RegionQuality quality = new RegionQuality();
    quality.add(width, filled(width * 8, 100), filled(width * 8, 120), objects);
    double c = 0.01 * 255 * 0.01 * 255;
    double expected = (2 * 100 * 120 + c) / (100 * 100 + 120 * 120 + c);
    assertThat(quality.inside().ssim()).isCloseTo(expected, within(ROUNDING));
    assertThat(quality.outside().ssim()).isCloseTo(expected, within(ROUNDING));
  }

  /** A window of 0 and 2 in turn beside one of 1: only the constant of the variances is left. */
  @Test
  void detailThatIsLostCounts() {
    byte[] original = new byte[64];
    for (int i = 0; i < 64; i += 2) {
      original[i] = 2;
    }
    RegionQuality quality = new RegionQuality();
    quality.add(8, original, filled(64, 1), new boolean[64]);
    double c = 0.03 * 255 * 0.03 * 255;
    double variance = 64 / 63.0; // of 0 and 2 around 1, as a sample
    assertThat(quality.outside().ssim()).isCloseTo(c / (variance + c), within(ROUNDING));
  }

  @Test
  void whatIsTheSameIsInfinitelyNear() {
    RegionQuality quality = new RegionQuality();
    quality.add(8, filled(64, 7), filled(64, 7), new boolean[64]);
    assertThat(quality.outside().psnr()).isInfinite();
    assertThat(quality.outside().ssim()).isCloseTo(1, within(ROUNDING));
    assertThat(quality.inside().psnr()).isNaN();
    assertThat(quality.inside().ssim()).isNaN();
  }
}
