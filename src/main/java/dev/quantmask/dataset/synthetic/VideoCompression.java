package dev.quantmask.dataset.synthetic;

import dev.quantmask.image.JpegEncoder;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Does to an image what a stream does: fewer pixels on the way, fewer colours, less detail. */
final class VideoCompression {
  private VideoCompression() {}

  static byte[] jpeg(Canvas canvas, RandomSource dice) {
    if (dice.chance(0.35)) {
      throughFewerPixels(canvas, dice.between(0.55, 0.85));
    }
    double quality = dice.between(0.5, 0.88);
    return JpegEncoder.encode(canvas.image(), quality, dice.chance(0.7));
  }

  private static void throughFewerPixels(Canvas canvas, double part) {
    BufferedImage small =
        new BufferedImage(
            (int) Math.round(canvas.width() * part),
            (int) Math.round(canvas.height() * part),
            BufferedImage.TYPE_INT_RGB);
    stretch(canvas.image(), small);
    stretch(small, canvas.image());
  }

  private static void stretch(BufferedImage from, BufferedImage to) {
    Graphics2D graphics = to.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(from, 0, 0, to.getWidth(), to.getHeight(), null);
    graphics.dispose();
  }
}
