package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.testing.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LabelImageTest {
  private static LabelImage decode(byte[] png) throws ImageException {
    return LabelImage.decode(png, ImageLimits.DEFAULT);
  }

  private static LabelImage decode(BufferedImage image) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return decode(bytes.toByteArray());
  }

  /** Pillow wrote it: the disc of the first object, void around it, and the ring of the second. */
  @Test
  void aPaletteHasIndices() throws Exception {
    Path file = Path.of("test-data/formats/voc-palette/SegmentationObject/a.png");
    LabelImage image = decode(Files.readAllBytes(file));
    assertThat(new int[] {image.width(), image.height()}).containsExactly(61, 47);
    assertThat(image.number(15, 14)).isEqualTo(1);
    assertThat(image.number(0, 0)).isZero();
    assertThat(image.value(2)).isEqualTo(2);
    assertThat(image.colour(2)).isEqualTo(0x008000);
    assertThat(image.colour(255)).isEqualTo(0xe0e0c0);
    assertThat(image.isGrey()).isFalse();
  }

  @Test
  void sixteenBitsAreNotCutOff() throws Exception {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(1, 0, 0, 40_000);
    LabelImage image = decode(grey);
    assertThat(image.number(1, 0)).isEqualTo(40_000);
    assertThat(image.isGrey()).isTrue();
  }

  @Test
  void coloursGetNumbersAndWhatIsTransparentIsNone() throws Exception {
    BufferedImage coloured = new BufferedImage(5, 1, BufferedImage.TYPE_INT_ARGB);
    int[] colours = {0xff102030, 0x00ffffff, 0xff070707, 0xff102030, 0xff000000};
    coloured.setRGB(0, 0, 5, 1, colours, 0, 5);
    LabelImage image = decode(coloured);
    assertThat(image.number(0, 0)).isEqualTo(image.number(3, 0)).isNotZero();
    assertThat(image.colour(image.number(0, 0))).isEqualTo(0x102030);
    assertThat(image.value(image.number(0, 0))).isEqualTo(-1);
    assertThat(image.value(image.number(2, 0))).isEqualTo(7);
    assertThat(image.number(1, 0)).isZero();
    assertThat(image.number(4, 0)).isZero();
  }

  @Test
  void whatIsNoMaskIsRefused() {
    assertThatThrownBy(() -> decode(TestImages.pngBomb())).isInstanceOf(ImageException.class);
    assertThatThrownBy(() -> decode(TestImages.textCalledPng())).isInstanceOf(ImageException.class);
    assertThatThrownBy(() -> decode(TestImages.png(300, 300)))
        .hasMessage("expected a mask of a few colours, found 65536 of them");
  }
}
