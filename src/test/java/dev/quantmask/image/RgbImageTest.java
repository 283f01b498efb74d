package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that a program has in memory. */
class RgbImageTest {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;

  /** All that Java names, one with 16 bits a sample, and one in floating point. */
  static List<BufferedImage> images() {
    ColorSpace rgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    return IntStream.concat(
            IntStream.rangeClosed(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_INDEXED)
                .filter(type -> type != BufferedImage.TYPE_BYTE_GRAY)
                .filter(type -> type != BufferedImage.TYPE_USHORT_GRAY),
            IntStream.of(-DataBuffer.TYPE_USHORT, -DataBuffer.TYPE_FLOAT))
        .mapToObj(
            type ->
                type > 0
                    ? new BufferedImage(WIDTH + 2, HEIGHT + 2, type)
                    : custom(
                        new ComponentColorModel(rgb, true, false, Transparency.TRANSLUCENT, -type)))
        .toList();
  }

  private static BufferedImage custom(ColorModel colours) {
    WritableRaster raster = colours.createCompatibleWritableRaster(WIDTH + 2, HEIGHT + 2);
    return new BufferedImage(colours, raster, false, null);
  }

  /** A part of a larger image, too, whose rows lie in those of the larger one. */
  @ParameterizedTest
  @MethodSource("images")
  void colourIsThatOfTheImageWhichStaysAsItIs(BufferedImage image) {
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      image.setRGB(i % image.getWidth(), i / image.getWidth(), 0xff000000 | (i * 0x070b1d));
    }
    BufferedImage part = image.getSubimage(1, 2, WIDTH, HEIGHT);
    for (BufferedImage one : List.of(image, part)) {
      int[] before = colours(one);
      RgbImage copy = RgbImage.of(one);
      assertThat(copy.width()).isEqualTo(one.getWidth());
      assertThat(copy.height()).isEqualTo(one.getHeight());
      assertThat(colours(one)).isEqualTo(before);
      for (int i = 0; i < before.length; i++) {
        int colour =
            (copy.pixels()[3 * i] & 0xff) << 16
                | (copy.pixels()[3 * i + 1] & 0xff) << 8
                | copy.pixels()[3 * i + 2] & 0xff;
        assertThat(Integer.toHexString(colour))
            .isEqualTo(Integer.toHexString(before[i] & 0xffffff));
      }
    }
  }

  private static int[] colours(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** What Java would show is darker or lighter, for its grey is linear. */
  @Test
  void greyIsAsItIsStored() {
    BufferedImage eight = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    eight.getRaster().setSample(1, 0, 0, 100);
    assertThat(RgbImage.of(eight).pixels()).containsExactly(0, 0, 0, 100, 100, 100);
    BufferedImage sixteen = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    sixteen.getRaster().setSample(0, 0, 0, 100 << 8);
    assertThat(RgbImage.of(sixteen).pixels()).containsExactly(100, 100, 100);
  }

  @Test
  void alphaIsDropped() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
    image.setRGB(0, 0, 0x000a141e);
    assertThat(RgbImage.of(image).pixels()).containsExactly(10, 20, 30);
  }
}
