package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class JpegEncoderTest {
  private static BufferedImage gradient() {
    BufferedImage image = new BufferedImage(64, 40, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, (4 * x) << 16 | (6 * y) << 8 | 128);
      }
    }
    return image;
  }

  /** Samples of luma and of the two colours, horizontally and vertically: 0x22 is two by two. */
  private static byte[] sampling(byte[] jpeg) {
    int frame = 0;
    while ((jpeg[frame] & 0xff) != 0xff || (jpeg[frame + 1] & 0xff) != 0xc0) {
      frame++;
    }
    return new byte[] {jpeg[frame + 11], jpeg[frame + 14], jpeg[frame + 17]};
  }

  @Test
  void coloursAreSubsampledOrNot() {
    assertThat(sampling(JpegEncoder.encode(gradient(), 0.8, true)))
        .containsExactly(0x22, 0x11, 0x11);
    assertThat(sampling(JpegEncoder.encode(gradient(), 0.8, false)))
        .containsExactly(0x11, 0x11, 0x11);
  }

  @Test
  void theImageReadsBack() throws IOException {
    BufferedImage image = gradient();
    byte[] jpeg = JpegEncoder.encode(image, 0.95, false);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(jpeg));
    for (int i = 0; i < 64 * 40; i++) {
      int before = image.getRGB(i % 64, i / 64);
      int after = read.getRGB(i % 64, i / 64);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat(after >> shift & 0xff).isCloseTo(before >> shift & 0xff, within(12));
      }
    }
  }

  @Test
  void lessQualityMakesASmallerFile() {
    assertThat(JpegEncoder.encode(gradient(), 0.3, true))
        .hasSizeLessThan(JpegEncoder.encode(gradient(), 0.9, true).length);
  }
}
