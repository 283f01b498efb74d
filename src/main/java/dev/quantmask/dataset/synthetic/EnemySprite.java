package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.ellipse;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;

import java.awt.Color;

/** A beast: horns or pincers, spikes along the back, claws, glowing eyes, no weapon. */
final class EnemySprite implements ViewedSprite {
  private static final Color BONE = new Color(0xe8dcc0);
  private static final Color EYE = new Color(0xfff04a);

  @Override
  public void top(Pen pen, Look look) {
    Color dark = Colours.scale(look.main(), 0.6);
    for (int i = 0; i < 3; i++) {
      double swing = 0.14 * Math.sin(look.phase() + 2 * i);
      double x = 0.3 - 0.38 * i;
      pen.limb(x, 0, x + swing, 0.8, 0.13, dark);
      pen.limb(x, 0, x - swing, -0.8, 0.13, dark);
    }
    double bite = 0.08 * Math.sin(look.phase());
    pen.solid(
        polygon(0.45, -0.4, 0.95, -0.5 - bite, 1.1, -0.1 - bite, 0.85, -0.28, 0.5, -0.15), BONE);
    pen.solid(polygon(0.45, 0.4, 0.95, 0.5 + bite, 1.1, 0.1 + bite, 0.85, 0.28, 0.5, 0.15), BONE);
    pen.solid(ellipse(-0.38, 0, 0.6, 0.5), look.main());
    pen.solid(circle(0.35, 0, 0.36), look.main());
    for (int i = 0; i < 4; i++) {
      double x = -0.8 + 0.28 * i;
      pen.solid(polygon(x, -0.12, x - 0.2, 0, x, 0.12, x + 0.08, 0), look.accent());
    }
    pen.flat(circle(0.48, -0.16, 0.1), EYE);
    pen.flat(circle(0.48, 0.16, 0.1), EYE);
  }

  @Override
  public void side(Pen pen, Look look) {
    Color dark = Colours.scale(look.main(), 0.6);
    double step = 0.2 * Math.sin(look.phase());
    pen.limb(-0.4, 0.3, -0.4 - step, 0.88, 0.2, dark);
    pen.limb(0.3, 0.3, 0.3 - step, 0.88, 0.2, dark);
    pen.solid(polygon(-0.5, -0.1, -1.05, -0.5, -0.95, -0.1, -0.55, 0.25), dark);
    for (int i = 0; i < 4; i++) {
      double x = -0.55 + 0.24 * i;
      pen.solid(polygon(x, -0.2, x - 0.04, -0.72, x + 0.24, -0.25), look.accent());
    }
    pen.solid(ellipse(-0.08, 0.08, 0.66, 0.42), look.main());
    pen.limb(-0.3, 0.3, -0.3 + step, 0.88, 0.22, look.main());
    pen.limb(0.4, 0.3, 0.4 + step, 0.88, 0.22, look.main());
    pen.solid(polygon(0.4, -0.45, 0.3, -0.95, 0.62, -0.55), BONE);
    pen.solid(polygon(0.65, -0.5, 0.75, -0.98, 0.85, -0.42), BONE);
    pen.solid(ellipse(0.62, -0.25, 0.36, 0.32), look.main());
    pen.flat(polygon(0.6, -0.08, 0.98, -0.2, 0.9, 0.08, 0.82, -0.06, 0.74, 0.06), BONE);
    pen.flat(circle(0.72, -0.34, 0.1), EYE);
    pen.flat(circle(0.75, -0.34, 0.04), Color.BLACK);
  }

  @Override
  public void front(Pen pen, Look look) {
    Color dark = Colours.scale(look.main(), 0.65);
    double step = 0.1 * Math.sin(look.phase());
    pen.limb(-0.25, 0.4, -0.3, 0.86 - step, 0.28, dark);
    pen.limb(0.25, 0.4, 0.3, 0.86 + step, 0.28, dark);
    pen.limb(-0.5, -0.2, -0.82, 0.35 + step, 0.24, dark);
    pen.limb(0.5, -0.2, 0.82, 0.35 - step, 0.24, dark);
    for (int side = -1; side <= 1; side += 2) {
      double y = 0.42 - side * -step;
      pen.solid(
          polygon(
              side * 0.95,
              y,
              side * 0.98,
              y + 0.3,
              side * 0.82,
              y + 0.08,
              side * 0.74,
              y + 0.3,
              side * 0.7,
              y),
          BONE);
      pen.solid(polygon(side * 0.45, -0.35, side * 0.75, -0.6, side * 0.62, -0.2), look.accent());
    }
    pen.solid(polygon(-0.62, -0.35, 0.62, -0.35, 0.36, 0.5, -0.36, 0.5), look.main());
    pen.shaded(polygon(-0.3, -0.1, 0.3, -0.1, 0.18, 0.4, -0.18, 0.4), look.accent());
    pen.solid(polygon(-0.2, -0.6, -0.62, -1.0, -0.34, -0.45), BONE);
    pen.solid(polygon(0.2, -0.6, 0.62, -1.0, 0.34, -0.45), BONE);
    pen.solid(ellipse(0, -0.45, 0.36, 0.3), look.main());
    pen.flat(polygon(-0.28, -0.58, -0.06, -0.46, -0.24, -0.4), EYE);
    pen.flat(polygon(0.28, -0.58, 0.06, -0.46, 0.24, -0.4), EYE);
    pen.flat(
        polygon(-0.2, -0.3, 0.2, -0.3, 0.1, -0.18, 0.04, -0.28, -0.04, -0.28, -0.1, -0.18), BONE);
  }
}
