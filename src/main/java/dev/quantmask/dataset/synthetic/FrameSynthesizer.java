package dev.quantmask.dataset.synthetic;

import dev.quantmask.image.Headless;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Renders the frames of a dataset; each depends on the seed, its number and the size only. */
final class FrameSynthesizer {
  private final long seed;
  private final FrameSize size;

  FrameSynthesizer(long seed, FrameSize size) {
    Headless.choose();
    this.seed = seed;
    this.size = size;
  }

  Frame render(int index) {
    RandomSource dice = RandomSource.of(seed, index);
    Canvas canvas = new Canvas(size);
    Scene scene = Scene.roll(dice.split(), size);
    BufferedImage hud = Hud.roll(dice.split(), size);
    Composition composition = new Composition(scene.things(), hud);

    canvas.paint(scene.ground());
    composition.drawOn(canvas);
    Particles.apply(canvas, dice.split(), scene.outdoors());
    Lighting.apply(canvas, dice.split());
    shake(canvas, dice.split());
    drawHud(canvas, hud);
    byte[] jpeg = VideoCompression.jpeg(canvas, dice.split());
    return new Frame(size.width(), size.height(), jpeg, composition.masks());
  }

  /** The camera moves in some frames: all of the scene is blurred a little. */
  private static void shake(Canvas canvas, RandomSource dice) {
    if (!dice.chance(0.12)) {
      return;
    }
    double angle = dice.chance(0.7) ? 0 : dice.between(0, Math.PI);
    double way = dice.between(2, 5) * canvas.scale();
    int copies = Math.max(2, (int) Math.round(way) + 1);
    MotionBlur.whole(canvas, way * Math.cos(angle), way * Math.sin(angle), copies);
  }

  private static void drawHud(Canvas canvas, BufferedImage hud) {
    Graphics2D graphics = canvas.graphics();
    graphics.drawImage(hud, 0, 0, null);
    graphics.dispose();
  }
}
