package dev.quantmask.dataset.synthetic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;

/** Dark spots that tell where things stand. */
final class Shadows {
  private static final double SCENERY_FEET = 0.95;
  private static final double HEIGHT_OF_FLIERS = 0.7;
  private static final double HEIGHT_OF_OTHERS = 0.22;
  private static final float[] STOPS = {0, 0.6f, 1};
  private static final Color[] COLOURS = {
    new Color(0, 0, 0, 120), new Color(0, 0, 0, 90), new Color(0, 0, 0, 0)
  };

  private Shadows() {}

  /** Beside what is seen from above, under the feet of others; other fliers have none. */
  static void draw(Graphics2D graphics, SceneObject thing) {
    Place place = thing.place();
    double unit = place.unit();
    if (thing.view() == View.TOP) {
      double away = (thing.flies() ? HEIGHT_OF_FLIERS : HEIGHT_OF_OTHERS) * unit;
      spot(graphics, place.x() + away, place.y() + away, unit, unit);
    } else if (!thing.flies()) {
      double feet = thing.isAnnotated() ? thing.objectClass().feet(thing.view()) : SCENERY_FEET;
      spot(graphics, place.x(), place.y() + feet * unit, 1.1 * unit, 0.2 * unit);
    }
  }

  private static void spot(
      Graphics2D graphics, double x, double y, double radiusX, double radiusY) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.scale(radiusX, radiusY);
    graphics.setPaint(new RadialGradientPaint(0, 0, 1, STOPS, COLOURS));
    graphics.fill(Shapes.circle(0, 0, 1));
    graphics.setTransform(before);
  }
}
