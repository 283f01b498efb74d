package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;
import static dev.quantmask.dataset.synthetic.Shapes.regular;
import static dev.quantmask.dataset.synthetic.Shapes.round;

import java.awt.Color;
import java.awt.geom.Arc2D;

/** A gun on a fixed base: one thick barrel or two thin ones. */
final class TurretSprite implements LevelSprite {
  private static final Color MUZZLE = new Color(0x1c1c20);

  @Override
  public void top(Pen pen, Look look) {
    pen.solid(regular(-0.25, 0, 0.72, 8, Math.PI / 8), look.metal());
    for (int i = 0; i < 8; i++) {
      double angle = Math.PI * i / 4;
      pen.flat(
          circle(-0.25 + 0.56 * Math.cos(angle), 0.56 * Math.sin(angle), 0.07),
          Colours.mix(look.metal(), Color.WHITE, 0.6));
    }
    if (look.style() % 2 == 0) {
      pen.limb(-0.2, 0, 0.92, 0, 0.28, look.metal());
      pen.solid(round(0.78, -0.2, 1.08, 0.2, 0.06), MUZZLE);
    } else {
      pen.limb(-0.2, -0.2, 0.95, -0.2, 0.17, look.metal());
      pen.limb(-0.2, 0.2, 0.95, 0.2, 0.17, look.metal());
      pen.flat(circle(0.95, -0.2, 0.07), MUZZLE);
      pen.flat(circle(0.95, 0.2, 0.07), MUZZLE);
    }
    pen.solid(circle(-0.25, 0, 0.45), look.main());
    pen.solid(circle(-0.32, 0, 0.18), look.accent());
  }

  @Override
  public void level(Pen pen, Look look) {
    // The barrel points up and along x.
    double angle = -0.45 + 0.4 * look.aim();
    double dx = Math.cos(angle);
    double dy = Math.sin(angle);
    double pivotY = -0.15;
    if (look.style() % 2 == 0) {
      barrel(pen, look, -0.1, pivotY, dx, dy, 0.28);
    } else {
      barrel(pen, look, -0.1 + 0.14 * dy, pivotY - 0.14 * dx, dx, dy, 0.17);
      barrel(pen, look, -0.1 - 0.14 * dy, pivotY + 0.14 * dx, dx, dy, 0.17);
    }
    pen.solid(new Arc2D.Double(-0.68, -0.66, 1.12, 1.12, 0, 180, Arc2D.CHORD), look.main());
    pen.solid(circle(-0.12, -0.22, 0.16), look.accent());
    pen.solid(polygon(-0.6, -0.1, 0.36, -0.1, 0.46, 0.2, -0.7, 0.2), look.metal());
    pen.solid(polygon(-0.45, 0.2, 0.2, 0.2, 0.62, 0.88, -0.86, 0.88), look.main());
    pen.solid(round(-0.95, 0.76, 0.72, 0.94, 0.04), look.metal());
    pen.line(-0.3, 0.35, -0.45, 0.66, 0.1, look.accent());
    pen.line(0.05, 0.35, 0.2, 0.66, 0.1, look.accent());
  }

  private static void barrel(
      Pen pen, Look look, double x, double y, double dx, double dy, double width) {
    pen.limb(x, y, x + 1.0 * dx, y + 1.0 * dy, width, look.metal());
    pen.limb(x + 0.92 * dx, y + 0.92 * dy, x + 1.04 * dx, y + 1.04 * dy, width * 1.1, MUZZLE);
  }
}
