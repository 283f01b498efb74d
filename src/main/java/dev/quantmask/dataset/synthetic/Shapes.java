package dev.quantmask.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Shapes by their centres and corners; y points down. */
final class Shapes {
  private Shapes() {}

  static Shape circle(double x, double y, double radius) {
    return ellipse(x, y, radius, radius);
  }

  static Shape ellipse(double x, double y, double radiusX, double radiusY) {
    return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
  }

  static Shape box(double x0, double y0, double x1, double y1) {
    return new Rectangle2D.Double(x0, y0, x1 - x0, y1 - y0);
  }

  static Shape round(double x0, double y0, double x1, double y1, double corner) {
    return new RoundRectangle2D.Double(x0, y0, x1 - x0, y1 - y0, 2 * corner, 2 * corner);
  }

  /** Pairs of x and y. */
  static Shape polygon(double... corners) {
    Path2D.Double path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  /** A thick line with round ends. */
  static Shape limb(double x0, double y0, double x1, double y1, double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        .createStrokedShape(new Line2D.Double(x0, y0, x1, y1));
  }

  /** Corners alternately on two circles; equal radii give a regular polygon. */
  static Shape star(double x, double y, double outer, double inner, int points, double turn) {
    double[] corners = new double[4 * points];
    for (int i = 0; i < 2 * points; i++) {
      double radius = i % 2 == 0 ? outer : inner;
      double angle = turn + Math.PI * i / points;
      corners[2 * i] = x + radius * Math.cos(angle);
      corners[2 * i + 1] = y + radius * Math.sin(angle);
    }
    return polygon(corners);
  }

  static Shape regular(double x, double y, double radius, int sides, double turn) {
    double[] corners = new double[2 * sides];
    for (int i = 0; i < sides; i++) {
      double angle = turn + 2 * Math.PI * i / sides;
      corners[2 * i] = x + radius * Math.cos(angle);
      corners[2 * i + 1] = y + radius * Math.sin(angle);
    }
    return polygon(corners);
  }
}
