package dev.quantmask.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws what a game shows over its scene: bars, a map, numbers, slots, a crosshair. */
final class Hud {
  private static final int TRANSLUCENT = 90;
  private static final int NEARLY_OPAQUE = 215;

  private final Graphics2D graphics;
  private final RandomSource dice;
  private final int width;
  private final int height;
  private final double scale;
  private final Color theme;
  private final int panelAlpha;

  private Hud(Graphics2D graphics, RandomSource dice, FrameSize size) {
    this.graphics = graphics;
    this.dice = dice;
    this.width = size.width();
    this.height = size.height();
    this.scale = size.scale();
    this.theme = dice.anyColour(0.6, 0.9);
    this.panelAlpha = dice.chance(0.5) ? TRANSLUCENT : NEARLY_OPAQUE;
  }

  /** Premultiplied, of the image's size, empty where there is no HUD. */
  static BufferedImage roll(RandomSource dice, FrameSize size) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_ARGB_PRE);
    if (dice.chance(0.12)) {
      return image;
    }
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Hud hud = new Hud(graphics, dice, size);
    hud.draw();
    graphics.dispose();
    return image;
  }

  private void draw() {
    boolean left = dice.chance(0.5);
    if (dice.chance(0.8)) {
      bars(left);
    }
    if (dice.chance(0.55)) {
      map(!left, dice.chance(0.5));
    }
    if (dice.chance(0.6)) {
      score();
    }
    if (dice.chance(0.4)) {
      slots();
    }
    if (dice.chance(0.3)) {
      crosshair();
    }
  }

  private void panel(Shape shape) {
    graphics.setColor(new Color(16, 18, 26, panelAlpha));
    graphics.fill(shape);
  }

  private void bars(boolean left) {
    double length = dice.between(70, 130) * scale;
    double x = left ? 10 * scale : width - length - 10 * scale;
    double y = dice.chance(0.7) ? 10 * scale : height - 34 * scale;
    int count = dice.integer(1, 3);
    for (int i = 0; i < count; i++) {
      double top = y + 9 * scale * i;
      panel(Shapes.round(x, top, x + length, top + 7 * scale, 2 * scale));
      double part = dice.between(0.15, 1);
      graphics.setColor(i == 0 ? new Color(0xe04838) : Colours.mix(theme, Color.WHITE, 0.2 * i));
      graphics.fill(
          Shapes.round(x + scale, top + scale, x + length * part, top + 6 * scale, 2 * scale));
    }
  }

  private void map(boolean left, boolean top) {
    double radius = dice.between(24, 36) * scale;
    double x = left ? radius + 10 * scale : width - radius - 10 * scale;
    double y = top ? radius + 10 * scale : height - radius - 10 * scale;
    Shape shape =
        dice.chance(0.5)
            ? Shapes.circle(x, y, radius)
            : Shapes.box(x - radius, y - radius, x + radius, y + radius);
    panel(shape);
    graphics.setColor(theme);
    graphics.setStroke(new BasicStroke((float) (1.5 * scale)));
    graphics.draw(shape);
    for (int i = dice.integer(3, 9); i > 0; i--) {
      graphics.setColor(dice.chance(0.5) ? new Color(0xff5a4a) : new Color(0x7cf08a));
      double dotX = x + dice.between(-0.6, 0.6) * radius;
      double dotY = y + dice.between(-0.6, 0.6) * radius;
      graphics.fill(Shapes.circle(dotX, dotY, 1.8 * scale));
    }
  }

  private void score() {
    double dot = dice.pick(List.of(2.0, 2.5, 3.0)) * scale;
    int number = dice.integer(0, 99_999);
    double length = Integer.toString(number).length() * 4 * dot;
    double x = (width - length) * dice.pick(List.of(0.5, 0.3, 0.7));
    double y = 8 * scale;
    panel(Shapes.round(x - 2 * dot, y - dot, x + length + dot, y + 6 * dot, dot));
    graphics.setColor(Color.WHITE);
    Digits.draw(graphics, number, x, y, dot);
  }

  private void slots() {
    int count = dice.integer(3, 6);
    double side = 24 * scale;
    double x = (width - count * (side + 3 * scale)) / 2;
    double y = height - side - 8 * scale;
    int chosen = dice.integer(0, count - 1);
    graphics.setStroke(new BasicStroke((float) (1.4 * scale)));
    for (int i = 0; i < count; i++) {
      Shape slot = Shapes.round(x, y, x + side, y + side, 3 * scale);
      panel(slot);
      graphics.setColor(i == chosen ? theme : Color.GRAY);
      graphics.draw(slot);
      Digits.draw(graphics, i + 1, x + 3 * scale, y + 3 * scale, 1.4 * scale);
      x += side + 3 * scale;
    }
  }

  private void crosshair() {
    double x = width / 2.0;
    double y = height / 2.0;
    double inner = 4 * scale;
    double outer = 10 * scale;
    graphics.setStroke(new BasicStroke((float) (1.5 * scale)));
    graphics.setColor(theme);
    graphics.draw(new Line2D.Double(x - outer, y, x - inner, y));
    graphics.draw(new Line2D.Double(x + inner, y, x + outer, y));
    graphics.draw(new Line2D.Double(x, y - outer, x, y - inner));
    graphics.draw(new Line2D.Double(x, y + inner, x, y + outer));
  }
}
