package dev.quantmask.dataset.synthetic;

import static dev.quantmask.dataset.synthetic.Shapes.box;
import static dev.quantmask.dataset.synthetic.Shapes.circle;
import static dev.quantmask.dataset.synthetic.Shapes.polygon;
import static dev.quantmask.dataset.synthetic.Shapes.regular;
import static dev.quantmask.dataset.synthetic.Shapes.star;

import java.awt.Color;
import java.awt.geom.Path2D;

/** Something to collect: a gem, a star, a heart or a first-aid token, each in a bright ring. */
final class PickupSprite implements Sprite {
  @Override
  public void draw(Pen pen, View view, Look look) {
    Color bright = Colours.mix(look.main(), look.accent(), 0.5);
    pen.solid(circle(0, 0, 0.98), Colours.mix(look.accent(), Color.WHITE, 0.6));
    pen.solid(circle(0, 0, 0.8), Colours.scale(bright, 0.35));
    switch (look.style() % 4) {
      case 0 -> gem(pen, look.accent());
      case 1 -> pen.solid(star(0, 0, 0.72, 0.32, 5, -Math.PI / 2), look.accent());
      case 2 -> heart(pen, look.accent());
      default -> {
        pen.solid(box(-0.2, -0.62, 0.2, 0.62), look.accent());
        pen.solid(box(-0.62, -0.2, 0.62, 0.2), look.accent());
        pen.shaded(box(-0.2, -0.2, 0.2, 0.2), look.accent());
      }
    }
    pen.flat(circle(-0.3, -0.36, 0.1), Colours.alpha(Color.WHITE, 0.9));
  }

  private static void gem(Pen pen, Color colour) {
    pen.solid(regular(0, 0, 0.68, 6, Math.PI / 2), colour);
    pen.shaded(regular(0, 0, 0.4, 6, Math.PI / 2), Colours.mix(colour, Color.WHITE, 0.5));
    pen.flat(polygon(-0.34, -0.2, 0, -0.4, 0, 0), Colours.alpha(Color.WHITE, 0.6));
  }

  private static void heart(Pen pen, Color colour) {
    Path2D.Double path = new Path2D.Double();
    path.moveTo(0, 0.62);
    path.curveTo(-1.0, -0.05, -0.6, -0.75, 0, -0.3);
    path.curveTo(0.6, -0.75, 1.0, -0.05, 0, 0.62);
    pen.solid(path, colour);
  }
}
