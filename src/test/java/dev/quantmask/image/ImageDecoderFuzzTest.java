package dev.quantmask.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, only an {@link ImageException} comes out of the decoders. */
class ImageDecoderFuzzTest {
  // Small, so that a header cannot make a run slow.
  private static final ImageLimits LIMITS = new ImageLimits(2_000, 2_000, 400_000);

  static Stream<byte[]> images() {
    return DecoderImages.all();
  }

  @MethodSource("images")
  @FuzzTest
  void image(byte[] bytes) {
    try {
      ImageHeader.read(bytes);
      ImageDecoder.decode(bytes, LIMITS);
    } catch (ImageException refused) {
      return; // as documented
    }
  }

  @MethodSource("images")
  @FuzzTest
  void mask(byte[] bytes) {
    try {
      MaskDecoder.decode(bytes, LIMITS);
    } catch (ImageException refused) {
      return; // as documented
    }
  }
}
