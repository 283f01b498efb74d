package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.box;
import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.ellipse;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;

import java.awt.Color;
import java.awt.geom.Path2D;

/** A rocket or a fireball with its tail; both fly along x in every view. */
final class ProjectileSprite implements Sprite {
  @Override
  public void draw(Pen pen, View view, Look look) {
    if (look.style() % 3 == 2) {
      fireball(pen, look);
    } else {
      rocket(pen, look);
    }
  }

  private static void rocket(Pen pen, Look look) {
    Color body = Colours.mix(look.metal(), Color.WHITE, 0.55);
    double flame = -0.95 - 0.12 * Math.sin(look.phase());
    pen.shaded(polygon(-0.6, -0.18, flame, 0, -0.6, 0.18), new Color(0xffb020));
    pen.solid(polygon(-0.65, 0, -0.75, -0.48, -0.45, -0.48, -0.2, -0.2, -0.2, 0), look.main());
    pen.solid(polygon(-0.65, 0, -0.75, 0.48, -0.45, 0.48, -0.2, 0.2, -0.2, 0), look.main());
    pen.solid(box(-0.65, -0.24, 0.45, 0.24), body);
    pen.flat(box(0.05, -0.22, 0.2, 0.22), look.main());
    Path2D.Double nose = new Path2D.Double();
    nose.moveTo(0.45, -0.24);
    nose.quadTo(0.85, -0.2, 1.0, 0);
    nose.quadTo(0.85, 0.2, 0.45, 0.24);
    nose.closePath();
    pen.solid(nose, look.main());
  }

  private static void fireball(Pen pen, Look look) {
    double sway = 0.1 * Math.sin(look.phase());
    Color hot = Colours.mix(look.main(), new Color(0xff7a10), 0.5);
    Path2D.Double tail = new Path2D.Double();
    tail.moveTo(0.5, -0.45);
    tail.quadTo(-0.2, -0.45, -1.0, sway - 0.2);
    tail.quadTo(-0.5, -0.1, -0.7, sway + 0.05);
    tail.quadTo(-0.4, 0.1, -1.0, sway + 0.3);
    tail.quadTo(-0.2, 0.45, 0.5, 0.45);
    tail.closePath();
    pen.shaded(tail, hot);
    pen.shaded(circle(0.48, 0, 0.46), hot);
    pen.flat(ellipse(0.42, 0, 0.36, 0.3), new Color(0xffe27a));
    pen.flat(circle(0.52, 0, 0.2), new Color(0xfffbe8));
  }
}
