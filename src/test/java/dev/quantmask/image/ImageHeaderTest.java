package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageHeaderTest {
  @ParameterizedTest
  @EnumSource
  void pointsGoWherePixelsGo(Orientation orientation) {
    int width = 3;
    int height = 2;
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      pixels[3 * i] = (byte) i;
    }
    RgbImage upright = orientation.upright(new RgbImage(width, height, pixels));
    ImageHeader header = new ImageHeader(width, height, orientation);
    assertThat(header.width()).isEqualTo(upright.width());
    assertThat(header.height()).isEqualTo(upright.height());
    for (int i = 0; i < width * height; i++) {
      double x = i % width + 0.5;
      int line = i / width;
      double y = line + 0.5;
      int column = (int) header.uprightX(x, y);
      int row = (int) header.uprightY(x, y);
      assertThat(upright.pixels()[3 * (row * upright.width() + column)]).isEqualTo((byte) i);
    }
  }

  static List<String> images() {
    return DecoderImages.names();
  }

  @ParameterizedTest
  @MethodSource("images")
  void theSizeIsThatOfTheDecodedImage(String name) throws ImageException {
    RgbImage expected = DecoderImages.expected(name);
    ImageHeader header = ImageHeader.read(DecoderImages.bytes(name));
    assertThat(header.width()).isEqualTo(expected.width());
    assertThat(header.height()).isEqualTo(expected.height());
  }
}
