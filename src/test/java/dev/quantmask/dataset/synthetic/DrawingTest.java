package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Digits, colours, noise and blur: the small parts. */
class DrawingTest {
  @Test
  void digits() {
    BufferedImage image = new BufferedImage(11, 5, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    Digits.draw(graphics, 407, 0, 0, 1);
    graphics.dispose();
    StringBuilder drawn = new StringBuilder();
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 11; x++) {
        drawn.append((image.getRGB(x, y) & 0xff) == 0 ? '.' : '#');
      }
      drawn.append('\n');
    }
    assertThat(drawn.toString())
        .isEqualTo(
            """
            #.#.###.###
            #.#.#.#...#
            ###.#.#..#.
            ..#.#.#..#.
            ..#.###..#.
            """);
  }

  @Test
  void coloursAreMixedAndScaled() {
    assertThat(Colours.mixRgb(0x102030, 0xf0e0d0, 0)).isEqualTo(0x102030);
    assertThat(Colours.mixRgb(0x102030, 0xf0e0d0, 1)).isEqualTo(0xf0e0d0);
    assertThat(Colours.mixRgb(0x102030, 0xf0e0d0, 0.5)).isEqualTo(0x808080);
    assertThat(Colours.mixRgb(0x102030, 0xf0e0d0, -3)).isEqualTo(0x102030);
    assertThat(Colours.mixRgb(0x102030, 0xf0e0d0, 7)).isEqualTo(0xf0e0d0);
    assertThat(Colours.scaleRgb(0x204060, 0.5)).isEqualTo(0x102030);
    assertThat(Colours.scaleRgb(0x204060, 100, 2, 0)).isEqualTo(0xff8000);
    assertThat(Colours.alpha(Color.RED, 0.5).getRGB()).isEqualTo(0x80ff0000);
  }

  @Test
  void noiseGoesThroughItsLattice() {
    Noise noise = new Noise(3);
    for (int i = -20; i < 20; i++) {
      assertThat(noise.smooth(i, 2 * i)).isEqualTo(noise.lattice(i, 2 * i));
      assertThat(noise.smooth(0.37 * i, 0.71 * i)).isBetween(0.0, 1.0);
      assertThat(noise.rough(0.37 * i, 0.71 * i)).isBetween(0.0, 1.0);
      assertThat(noise.lattice(i, i)).isNotEqualTo(new Noise(4).lattice(i, i));
    }
    double step = noise.smooth(5.5, 3) - noise.smooth(5.4999, 3);
    assertThat(Math.abs(step)).isLessThan(0.001);
  }

  @Test
  void smearingSpreadsAPixel() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB_PRE);
    Tile.pixels(image)[0] = 0xffc86432;
    BufferedImage smeared = MotionBlur.of(image, 4, 0, 5);
    assertThat(smeared.getWidth()).isEqualTo(9);
    assertThat(smeared.getHeight()).isEqualTo(1);
    assertThat(Tile.pixels(smeared))
        .containsExactly(0, 0, 0x3328140a, 0x3328140a, 0x3328140a, 0x3328140a, 0x3328140a, 0, 0);
  }

  @Test
  void smearingLeavesPlainImagesAlone() {
    Canvas canvas = new Canvas(new FrameSize(160, 90));
    canvas.paint((x, y) -> x < 80 ? 0x102030 : 0x908070);
    MotionBlur.whole(canvas, 4, 3, 5);
    assertThat(canvas.pixels()[0]).isEqualTo(0x102030);
    assertThat(canvas.pixels()[160 * 90 - 1]).isEqualTo(0x908070);
    assertThat(canvas.pixels()[160 * 40 + 80] >> 16).isBetween(0x11, 0x8f);
  }
}
