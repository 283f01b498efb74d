package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.ellipse;
import static dev.quantmask.dataset.synthetic.Shapes.round;

import java.awt.Color;

/** A quadcopter with a camera. */
final class DroneSprite implements LevelSprite {
  private static final Color DISC = new Color(0xc4ccd4);
  private static final Color LENS = new Color(0xff4a3a);

  @Override
  public void top(Pen pen, Look look) {
    for (int i = 0; i < 4; i++) {
      double x = (i & 1) == 0 ? -0.62 : 0.62;
      double y = (i & 2) == 0 ? -0.62 : 0.62;
      pen.limb(0, 0, x, y, 0.16, look.metal());
      pen.solid(circle(x, y, 0.36), DISC);
      double angle = look.phase() + i;
      double dx = 0.32 * Math.cos(angle);
      double dy = 0.32 * Math.sin(angle);
      pen.line(x - dx, y - dy, x + dx, y + dy, 0.1, look.metal());
      pen.flat(circle(x, y, 0.09), look.accent());
    }
    pen.solid(round(-0.36, -0.28, 0.42, 0.28, 0.2), look.main());
    pen.flat(circle(0.26, 0, 0.13), LENS);
    pen.line(-0.22, -0.12, -0.22, 0.12, 0.1, look.accent());
  }

  @Override
  public void level(Pen pen, Look look) {
    pen.limb(-0.78, -0.2, 0.78, -0.2, 0.14, look.metal());
    for (int side = -1; side <= 1; side += 2) {
      double x = 0.7 * side;
      pen.limb(x, -0.2, x, -0.42, 0.12, look.metal());
      double width = 0.3 + 0.08 * Math.sin(look.phase() + side);
      pen.solid(ellipse(x, -0.48, width, 0.1), DISC);
      pen.limb(0.2 * side, 0.2, 0.46 * side, 0.56, 0.09, look.metal());
    }
    pen.limb(-0.58, 0.58, -0.3, 0.58, 0.09, look.metal());
    pen.limb(0.3, 0.58, 0.58, 0.58, 0.09, look.metal());
    pen.solid(ellipse(0, -0.04, 0.5, 0.32), look.main());
    pen.line(-0.34, -0.14, 0.34, -0.14, 0.08, look.accent());
    double eye = 0.14 * look.aim();
    pen.solid(circle(eye, 0.1, 0.19), look.metal());
    pen.flat(circle(eye, 0.1, 0.11), LENS);
  }
}
