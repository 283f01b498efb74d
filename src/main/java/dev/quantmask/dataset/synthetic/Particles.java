package dev.quantmask.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Line2D;

/** Translucent things in the air. They hide nothing, as far as masks go. */
final class Particles {
  private final Graphics2D graphics;
  private final RandomSource dice;
  private final int width;
  private final int height;
  private final double scale;

  private Particles(Canvas canvas, Graphics2D graphics, RandomSource dice) {
    this.graphics = graphics;
    this.dice = dice;
    this.width = canvas.width();
    this.height = canvas.height();
    this.scale = canvas.scale();
  }

  static void apply(Canvas canvas, RandomSource dice, boolean outdoors) {
    Graphics2D graphics = canvas.graphics();
    Particles particles = new Particles(canvas, graphics, dice);
    if (dice.chance(0.3)) {
      particles.smoke(dice.chance(0.5) ? new Color(0xd8d8d8) : new Color(0x303030));
    }
    if (dice.chance(0.25)) {
      particles.sparks();
    }
    if (dice.chance(0.2)) {
      particles.dust();
    }
    if (outdoors && dice.chance(0.12)) {
      particles.rain();
    } else if (outdoors && dice.chance(0.12)) {
      particles.snow();
    }
    graphics.dispose();
  }

  private void smoke(Color colour) {
    int plumes = dice.integer(1, 3);
    for (int plume = 0; plume < plumes; plume++) {
      double x = dice.between(0, width);
      double y = dice.between(0, height);
      int puffs = dice.integer(4, 9);
      for (int i = 0; i < puffs; i++) {
        double radius = (10 + 5 * i) * scale * dice.between(0.7, 1.2);
        puff(
            x + dice.between(-8, 16) * scale * i / 3,
            y - 9 * scale * i,
            radius,
            Colours.alpha(colour, dice.between(0.12, 0.3)));
      }
    }
  }

  private void puff(double x, double y, double radius, Color colour) {
    float[] stops = {0, 1};
    Color[] colours = {colour, Colours.alpha(colour, 0)};
    graphics.setPaint(
        new RadialGradientPaint((float) x, (float) y, (float) radius, stops, colours));
    graphics.fill(Shapes.circle(x, y, radius));
  }

  private void sparks() {
    double x = dice.between(0, width);
    double y = dice.between(0, height);
    int count = dice.integer(8, 30);
    graphics.setStroke(new BasicStroke((float) (1.3 * scale)));
    puff(x, y, 26 * scale, new Color(255, 220, 140, 120));
    for (int i = 0; i < count; i++) {
      double angle = dice.between(-Math.PI, Math.PI);
      double from = dice.between(3, 40) * scale;
      double to = from + dice.between(3, 11) * scale;
      graphics.setColor(new Color(255, dice.integer(150, 240), dice.integer(40, 140), 220));
      line(
          x + from * Math.cos(angle),
          y + from * Math.sin(angle),
          x + to * Math.cos(angle),
          y + to * Math.sin(angle));
    }
  }

  private void dust() {
    int count = dice.integer(15, 50);
    for (int i = 0; i < count; i++) {
      graphics.setColor(new Color(235, 225, 200, dice.integer(40, 110)));
      double radius = dice.between(0.6, 2) * scale;
      graphics.fill(Shapes.circle(dice.between(0, width), dice.between(0, height), radius));
    }
  }

  private void rain() {
    int count = dice.integer(60, 160);
    double slant = dice.between(-5, 5) * scale;
    graphics.setStroke(new BasicStroke((float) scale));
    graphics.setColor(new Color(200, 215, 235, 90));
    for (int i = 0; i < count; i++) {
      double x = dice.between(0, width);
      double y = dice.between(0, height);
      line(x, y, x + slant, y + dice.between(10, 20) * scale);
    }
  }

  private void snow() {
    int count = dice.integer(60, 160);
    for (int i = 0; i < count; i++) {
      graphics.setColor(new Color(250, 250, 255, dice.integer(100, 210)));
      double radius = dice.between(0.7, 2.2) * scale;
      graphics.fill(Shapes.circle(dice.between(0, width), dice.between(0, height), radius));
    }
  }

  private void line(double x0, double y0, double x1, double y1) {
    graphics.draw(new Line2D.Double(x0, y0, x1, y1));
  }
}
