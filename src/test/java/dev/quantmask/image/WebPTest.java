package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Pillow and so libwebp, see {@code test-data/decoder/generate_webp.py}. */
class WebPTest {
  static List<String> names() {
    return DecoderImages.webPNames();
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalsPillow(String name) throws Exception {
    JsonNode expected = DecoderImages.webP(name);
    byte[] bytes = DecoderImages.webPBytes(name);
    if (expected.has("refused")) {
      assertThatThrownBy(() -> ImageDecoder.decode(bytes, ImageLimits.DEFAULT))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("WebP");
      return;
    }
    RgbImage decoded = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
    assertThat(decoded.width()).isEqualTo(expected.get("width").asInt());
    assertThat(decoded.height()).isEqualTo(expected.get("height").asInt());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(decoded.pixels());
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(expected.get("sha256").asText());
  }

  @Test
  void aThinImageSaysThatItsBlocksTakeMore() throws Exception {
    byte[] thin = DecoderImages.webPBytes("1x33 edges");
    // Three blocks of 16 x 16: 17 x 49 samples of luma with their borders, and twice 9 x 25 of
    // chroma, for 33 pixels; and 3 bytes of the result.
    assertThat(ImageDecoder.open(thin, ImageLimits.DEFAULT).bytesPerPixel()).isEqualTo(39 + 3);
  }
}
