package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.box;
import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;
import static dev.quantmask.dataset.synthetic.Shapes.round;

import java.awt.Color;

/** A box: of planks with a brace, of metal with rivets, or with a painted band. */
final class CrateSprite implements Sprite {
  @Override
  public void draw(Pen pen, View view, Look look) {
    if (view != View.FRONT) {
      face(pen, look, -0.85, -0.85, 0.85);
      return;
    }
    // Its top and one side are seen too.
    double lean = look.aim() < 0 ? -1 : 1;
    Color body = body(look);
    pen.solid(
        polygon(-0.72 * lean, -0.45, -0.4 * lean, -0.8, 0.92 * lean, -0.8, 0.66 * lean, -0.45),
        Colours.mix(body, Color.WHITE, 0.3));
    pen.solid(
        polygon(0.66 * lean, -0.45, 0.92 * lean, -0.8, 0.92 * lean, 0.5, 0.66 * lean, 0.9),
        Colours.scale(body, 0.55));
    face(pen, look, lean > 0 ? -0.72 : -0.66, -0.47, 0.69);
  }

  private static Color body(Look look) {
    return look.style() % 3 == 1 ? Colours.mix(look.metal(), look.accent(), 0.35) : look.main();
  }

  /** A square of side 2 * half. */
  private static void face(Pen pen, Look look, double x, double y, double half) {
    Color body = body(look);
    Color dark = Colours.scale(body, 0.5);
    double u = half / 0.85;
    double right = x + 2 * half;
    double bottom = y + 2 * half;
    double middle = x + half;
    double rim = 0.22 * u;
    pen.solid(round(x, y, right, bottom, 0.05), body);
    switch (look.style() % 3) {
      case 0 -> {
        for (int i = 1; i < 5; i++) {
          double at = x + 2 * half * i / 5;
          pen.line(at, y, at, bottom, 0.05 * u, dark);
        }
        pen.limb(x + rim, y + rim, right - rim, bottom - rim, 0.2 * u, body);
        pen.limb(right - rim, y + rim, x + rim, bottom - rim, 0.2 * u, body);
      }
      case 1 -> {
        pen.solid(box(x + 0.4 * u, y + 0.4 * u, right - 0.4 * u, bottom - 0.4 * u), dark);
        pen.line(x + 0.5 * u, y + half, right - 0.5 * u, y + half, 0.14 * u, body);
      }
      default -> {
        pen.limb(x + rim, bottom - rim, right - rim, y + rim, 0.24 * u, body);
        pen.flat(circle(middle, y + half, 0.26 * u), look.accent());
      }
    }
    pen.solid(box(x, y, right, y + rim), body);
    pen.solid(box(x, bottom - rim, right, bottom), body);
    pen.solid(box(x, y + rim, x + rim, bottom - rim), body);
    pen.solid(box(right - rim, y + rim, right, bottom - rim), body);
    for (int i = 0; i < 4; i++) {
      double rivetX = (i & 1) == 0 ? x + rim / 2 : right - rim / 2;
      double rivetY = (i & 2) == 0 ? y + rim / 2 : bottom - rim / 2;
      pen.flat(circle(rivetX, rivetY, 0.06 * u), dark);
    }
  }
}
