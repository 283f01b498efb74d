package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.box;
import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.ellipse;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;
import static dev.quantmask.dataset.synthetic.Shapes.round;

import java.awt.Color;

/** A soldier: a round helmet with a visor, a backpack, a gun. */
final class PlayerSprite implements ViewedSprite {
  private static final Color GLASS = new Color(0x9be8ff);

  @Override
  public void top(Pen pen, Look look) {
    double step = 0.25 * Math.sin(look.phase());
    Color dark = Colours.scale(look.main(), 0.6);
    pen.solid(ellipse(0.1 + step, -0.3, 0.3, 0.16), dark);
    pen.solid(ellipse(0.1 - step, 0.3, 0.3, 0.16), dark);
    pen.solid(round(-0.72, -0.34, -0.2, 0.34, 0.1), look.accent());
    pen.solid(ellipse(-0.05, 0, 0.36, 0.68), look.main());
    pen.limb(0, 0.55, 0.5, 0.3, 0.22, look.main());
    pen.limb(0, -0.55, 0.6, 0.1, 0.22, look.main());
    pen.solid(box(0.3, 0.12, 1.05, 0.32), look.metal());
    pen.solid(circle(0, 0, 0.36), Colours.mix(look.main(), Color.WHITE, 0.35));
    pen.shaded(polygon(0.12, -0.26, 0.33, -0.13, 0.33, 0.13, 0.12, 0.26), GLASS);
    pen.line(-0.3, 0, 0.05, 0, 0.1, look.accent());
  }

  @Override
  public void side(Pen pen, Look look) {
    double step = 0.42 * Math.sin(look.phase());
    Color dark = Colours.scale(look.main(), 0.6);
    pen.limb(0, 0.3, -step, 0.88, 0.22, dark);
    pen.solid(round(-0.62, -0.38, -0.2, 0.22, 0.1), look.accent());
    pen.limb(0, 0.3, step, 0.88, 0.24, Colours.scale(look.main(), 0.8));
    pen.solid(round(-0.3, -0.42, 0.3, 0.4, 0.16), look.main());
    pen.flat(box(-0.28, 0.2, 0.28, 0.3), look.metal());
    pen.solid(box(0.2, -0.2, 0.98, 0.0), look.metal());
    pen.solid(box(0.35, -0.02, 0.48, 0.18), look.metal());
    pen.limb(-0.02, -0.2, 0.42, -0.02, 0.2, dark);
    pen.solid(circle(0.03, -0.68, 0.31), Colours.mix(look.main(), Color.WHITE, 0.35));
    pen.solid(round(0.06, -0.8, 0.36, -0.58, 0.1), GLASS);
    pen.line(-0.18, -0.84, -0.1, -0.56, 0.09, look.accent());
  }

  @Override
  public void front(Pen pen, Look look) {
    double step = 0.08 * Math.sin(look.phase());
    Color dark = Colours.scale(look.main(), 0.65);
    pen.limb(-0.2, 0.3, -0.24, 0.86 - step, 0.26, dark);
    pen.limb(0.2, 0.3, 0.24, 0.86 + step, 0.26, dark);
    pen.limb(-0.4, -0.25, -0.52, 0.2, 0.2, dark);
    pen.limb(0.4, -0.25, 0.5, 0.15, 0.2, dark);
    pen.solid(polygon(-0.44, -0.4, 0.44, -0.4, 0.3, 0.4, -0.3, 0.4), look.main());
    pen.flat(box(-0.29, 0.24, 0.29, 0.34), look.metal());
    Color helmet = Colours.mix(look.main(), Color.WHITE, 0.35);
    if (look.style() % 2 == 0) { // seen from behind
      pen.solid(round(-0.28, -0.36, 0.28, 0.2, 0.1), look.accent());
      pen.line(-0.2, -0.1, 0.2, -0.1, 0.06, Colours.scale(look.accent(), 0.5));
      pen.solid(box(0.42, -0.5, 0.56, 0.4), look.metal());
      pen.solid(circle(0, -0.68, 0.3), helmet);
      pen.line(0, -0.94, 0, -0.5, 0.1, look.accent());
      return;
    }
    pen.solid(polygon(-0.5, 0.1, -0.42, 0.24, 0.62, -0.16, 0.54, -0.32), look.metal());
    pen.solid(circle(-0.3, 0.08, 0.12), dark);
    pen.solid(circle(0.34, -0.12, 0.12), dark);
    pen.solid(circle(0, -0.68, 0.3), helmet);
    pen.solid(round(-0.22, -0.8, 0.22, -0.58, 0.1), GLASS);
  }
}
