package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Pillow, see {@code test-data/decoder/generate.py}. */
class ImageDecoderTest {
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
    // JPEG and lossy WebP too: the arithmetic is libjpeg's and libwebp's.
    assertThat(decoded.pixels()).isEqualTo(expected.pixels());
  }
}
