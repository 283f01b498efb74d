package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.box;
import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;
import static dev.quantmask.dataset.synthetic.Shapes.round;

import java.awt.Color;

/** A car: a saloon, a pick-up or a racer. */
final class VehicleSprite implements ViewedSprite {
  private static final Color GLASS = new Color(0x35506b);
  private static final Color TYRE = new Color(0x2a2a2e);
  private static final Color HEADLIGHT = new Color(0xfff6c8);
  private static final Color TAILLIGHT = new Color(0xff3b2f);

  @Override
  public void top(Pen pen, Look look) {
    for (int side = -1; side <= 1; side += 2) {
      double y = 0.46 * side;
      pen.solid(round(-0.75, y - 0.1, -0.35, y + 0.1, 0.04), TYRE);
      pen.solid(round(0.38, y - 0.1, 0.78, y + 0.1, 0.04), TYRE);
    }
    pen.solid(round(-1.0, -0.46, 1.0, 0.46, 0.22), look.main());
    if (look.style() % 3 == 1) { // a pick-up
      pen.solid(box(-0.9, -0.36, -0.2, 0.36), Colours.scale(look.main(), 0.5));
      pen.line(-0.55, -0.34, -0.55, 0.34, 0.05, Colours.scale(look.main(), 0.8));
      pen.shaded(polygon(0.25, -0.34, 0.5, -0.4, 0.5, 0.4, 0.25, 0.34), GLASS);
    } else {
      pen.solid(round(-0.62, -0.38, 0.42, 0.38, 0.14), GLASS);
      pen.shaded(round(-0.4, -0.32, 0.16, 0.32, 0.08), look.main());
    }
    if (look.style() % 3 == 2) { // a racer
      pen.flat(box(-0.98, -0.1, 0.98, 0.1), look.accent());
      pen.solid(box(-1.08, -0.5, -0.9, 0.5), look.accent());
    }
    pen.flat(round(0.84, -0.38, 0.98, -0.2, 0.05), HEADLIGHT);
    pen.flat(round(0.84, 0.2, 0.98, 0.38, 0.05), HEADLIGHT);
    pen.flat(box(-0.98, -0.36, -0.9, -0.2), TAILLIGHT);
    pen.flat(box(-0.98, 0.2, -0.9, 0.36), TAILLIGHT);
  }

  @Override
  public void side(Pen pen, Look look) {
    Color body = look.main();
    switch (look.style() % 3) {
      case 1 -> {
        pen.solid(polygon(-0.1, 0.0, 0.0, -0.5, 0.42, -0.5, 0.6, 0.0), body);
        pen.shaded(polygon(0.06, -0.06, 0.1, -0.42, 0.38, -0.42, 0.5, -0.06), GLASS);
        pen.solid(polygon(-1, -0.12, 0.9, -0.04, 1.0, 0.1, 1.0, 0.36, -1, 0.36), body);
      }
      case 2 -> {
        pen.solid(polygon(-1.0, -0.38, -0.7, -0.38, -0.8, 0.05, -0.95, 0.05), look.accent());
        pen.solid(polygon(-0.6, 0.0, -0.3, -0.3, 0.1, -0.3, 0.4, 0.0), GLASS);
        pen.solid(polygon(-1, -0.02, 0.3, -0.06, 1.05, 0.22, 1.0, 0.36, -1, 0.36), body);
        pen.flat(box(-0.9, 0.1, 0.6, 0.18), look.accent());
      }
      default -> {
        pen.solid(polygon(-0.7, -0.02, -0.42, -0.5, 0.25, -0.5, 0.6, -0.02), body);
        pen.shaded(polygon(-0.54, -0.05, -0.35, -0.42, -0.1, -0.42, -0.1, -0.05), GLASS);
        pen.shaded(polygon(0.0, -0.05, 0.0, -0.42, 0.2, -0.42, 0.46, -0.05), GLASS);
        pen.solid(round(-1, -0.06, 1.0, 0.38, 0.14), body);
      }
    }
    pen.flat(round(0.86, 0.08, 1.0, 0.2, 0.04), HEADLIGHT);
    pen.flat(box(-1, 0.06, -0.92, 0.2), TAILLIGHT);
    for (int side = -1; side <= 1; side += 2) {
      pen.solid(circle(0.58 * side, 0.38, 0.27), TYRE);
      pen.solid(circle(0.58 * side, 0.38, 0.13), Colours.mix(look.metal(), Color.WHITE, 0.5));
    }
  }

  @Override
  public void front(Pen pen, Look look) {
    pen.solid(round(-0.84, 0.2, -0.5, 0.74, 0.08), TYRE);
    pen.solid(round(0.5, 0.2, 0.84, 0.74, 0.08), TYRE);
    double roof = look.style() % 3 == 2 ? -0.3 : -0.6;
    pen.solid(polygon(-0.74, -0.02, -0.5, roof, 0.5, roof, 0.74, -0.02), look.main());
    pen.shaded(polygon(-0.58, -0.06, -0.42, roof + 0.1, 0.42, roof + 0.1, 0.58, -0.06), GLASS);
    pen.solid(round(-0.92, -0.06, 0.92, 0.5, 0.14), look.main());
    if (look.style() % 3 == 2) {
      pen.solid(box(-0.66, -0.5, -0.56, 0), look.metal());
      pen.solid(box(0.56, -0.5, 0.66, 0), look.metal());
      pen.solid(box(-0.95, -0.58, 0.95, -0.42), look.accent());
    }
    if (look.style() % 3 == 1) {
      pen.line(-0.7, 0.08, 0.7, 0.08, 0.05, Colours.scale(look.main(), 0.4));
    }
    pen.solid(round(-0.86, 0.08, -0.5, 0.26, 0.05), TAILLIGHT);
    pen.solid(round(0.5, 0.08, 0.86, 0.26, 0.05), TAILLIGHT);
    pen.flat(box(-0.24, 0.14, 0.24, 0.3), new Color(0xe8e8d8));
    pen.solid(round(-0.9, 0.4, 0.9, 0.58, 0.06), look.metal());
  }
}
