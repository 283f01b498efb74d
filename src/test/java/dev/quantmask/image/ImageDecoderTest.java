package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Pillow, see {@code test-data/decoder/generate.py}. */
class ImageDecoderTest {
  private static final double LOSSY_WEBP_TOLERANCE = 2; // grey levels, mean; measured: 1.44

  static List<String> images() {
    return DecoderImages.names();
  }

  @ParameterizedTest
  @MethodSource("images")
  void equalsPillow(String name) throws ImageException {
    RgbImage expected = DecoderImages.expected(name);
    RgbImage decoded = ImageDecoder.decode(DecoderImages.bytes(name), ImageLimits.DEFAULT);
    assertThat(decoded.width()).isEqualTo(expected.width());
    assertThat(decoded.height()).isEqualTo(expected.height());
    if (name.startsWith("lossy")) {
      // The WebP plug-in repeats the chroma samples, half as many a side, where libwebp
      // interpolates.
      assertThat(meanDifference(decoded, expected)).isLessThan(LOSSY_WEBP_TOLERANCE);

      return;
    }
    // JPEG too: the arithmetic is libjpeg's.
    assertThat(decoded.pixels()).isEqualTo(expected.pixels());
  }

  private static double meanDifference(RgbImage one, RgbImage other) {
    long sum = 0;
    for (int i = 0; i < one.pixels().length; i++) {
      sum += Math.abs((one.pixels()[i] & 0xff) - (other.pixels()[i] & 0xff));
    }
    return (double) sum / one.pixels().length;
  }
}
