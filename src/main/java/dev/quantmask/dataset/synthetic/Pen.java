package dev.quantmask.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/** Draws parts of things in their own units: shaded from the upper left, with a dark outline. */
final class Pen {
  private static final double LIGHT = 0.28;
  private static final double SHADE = 0.62;
  private static final double OUTLINE = 0.4;

  private final Graphics2D graphics;
  private final BasicStroke outline;

  /**
   * @param graphics with the transform from the thing's units to pixels
   * @param pixelsPerUnit of that transform
   */
  Pen(Graphics2D graphics, double pixelsPerUnit) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    double width = Math.max(0.045, 1.0 / pixelsPerUnit);
    this.outline = new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Shaded and outlined. */
  void solid(Shape shape, Color colour) {
    shaded(shape, colour);
    graphics.setStroke(outline);
    graphics.setColor(Colours.scale(colour, OUTLINE));
    graphics.draw(shape);
  }

  /** Shaded, without an outline. */
  void shaded(Shape shape, Color colour) {
    Rectangle2D bounds = shape.getBounds2D();
    Color light = Colours.mix(colour, Color.WHITE, LIGHT);
    Color dark = Colours.scale(colour, SHADE);
    graphics.setPaint(
        new GradientPaint(
            (float) bounds.getMinX(),
            (float) bounds.getMinY(),
            light,
            (float) bounds.getMaxX(),
            (float) bounds.getMaxY() + 1e-3f,
            dark));
    graphics.fill(shape);
  }

  /** One colour, which may be translucent. */
  void flat(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  void line(double x0, double y0, double x1, double y1, double width, Color colour) {
    flat(Shapes.limb(x0, y0, x1, y1, width), colour);
  }

  /** A thick line, shaded and outlined: an arm, a leg, a barrel. */
  void limb(double x0, double y0, double x1, double y1, double width, Color colour) {
    solid(Shapes.limb(x0, y0, x1, y1, width), colour);
  }
}
