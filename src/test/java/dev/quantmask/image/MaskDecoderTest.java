package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskDecoderTest {
  private static final boolean[] EXPECTED = {true, false, false, false, true, true};

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** 3 x 2 samples of one band, the highest one inside. */
  private static byte[] png(BufferedImage image, int band, int highest) throws IOException {
    for (int i = 0; i < EXPECTED.length; i++) {
      image.getRaster().setSample(i % 3, i / 3, band, EXPECTED[i] ? highest : 0);
    }
    return png(image);
  }

  private static void assertMask(byte[] png) throws ImageException {
    MaskDecoder.Mask mask = MaskDecoder.decode(png, ImageLimits.DEFAULT);
    assertThat(mask.width()).isEqualTo(3);
    assertThat(mask.height()).isEqualTo(2);
    assertThat(mask.inside()).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_3BYTE_BGR
      })
  void insideIsWhatIsNotBlack(int type) throws Exception {
    assertMask(png(new BufferedImage(3, 2, type), 0, 1));
  }

  @Test
  void insideIsWhatIsNotTransparent() throws Exception {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_4BYTE_ABGR);
    image.getRaster().setSample(1, 0, 0, 255); // red, but transparent
    assertMask(png(image, 3, 1));
  }

  @Test
  void aPaletteHasColours() throws Exception {
    byte[] levels = {0, (byte) 255, (byte) 0};
    IndexColorModel palette = new IndexColorModel(8, 3, levels, levels, levels);
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(2, 0, 0, 2); // another black
    for (int i = 0; i < EXPECTED.length; i++) {
      if (EXPECTED[i]) {
        image.getRaster().setSample(i % 3, i / 3, 0, 1);
      }
    }
    assertMask(png(image));
  }

  @Test
  void anotherKindOfImageIsAnError() throws Exception {
    byte[] jpeg = DecoderImages.bytes("rgb.jpg");
    assertThatThrownBy(() -> MaskDecoder.decode(jpeg, ImageLimits.DEFAULT))
        .isInstanceOf(ImageException.class)
        .hasMessage("expected a mask as PNG, found another kind of image");
  }

  @Test
  void sizeIsLimited() throws Exception {
    byte[] png = png(new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY));
    assertThatThrownBy(() -> MaskDecoder.decode(png, new ImageLimits(20, 20, 400)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("found 30 x 20");
  }
}
