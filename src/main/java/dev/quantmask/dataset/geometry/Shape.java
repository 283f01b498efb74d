package dev.quantmask.dataset.geometry;

import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;
import java.util.Arrays;
import java.util.List;

/** Is what somebody drew, in pixels of the image as the annotation tool showed it. */
public sealed interface Shape {
  /** Is what every shape can be turned into. */
  sealed interface Area extends Shape permits Polygon, Bitmap {}

  /**
   * A polygon, not closed.
   *
   * @param holes what is cut out of it; most often none
   */
  record Polygon(List<Point> ring, List<List<Point>> holes) implements Area {
    public Polygon(List<Point> ring) {
      this(ring, List.of());
    }
  }

  /** Is drawn in shares of the width and the height of the upright image. */
  record Relative(Shape shape) implements Shape {}

  /** Is pixels that are only read when they are needed: all objects at a time may be too many. */
  non-sealed interface Pixels extends Shape {
    Bitmap read() throws InvalidAnnotationException;
  }

  /** Any two opposite corners. */
  record Rectangle(Point corner, Point opposite) implements Shape {}

  /**
   * A rectangle turned clockwise on the screen.
   *
   * @param corner the one that is the upper left one before the turn, after it
   * @param angle in degrees
   */
  record OrientedRectangle(Point corner, double width, double height, double angle)
      implements Shape {}

  record Circle(Point centre, double radius) implements Shape {}

  /**
   * An ellipse turned clockwise on the screen about its centre.
   *
   * @param angle in degrees
   */
  record Ellipse(Point centre, double radiusX, double radiusY, double angle) implements Shape {}

  /**
   * Pixels; they may reach beyond the image.
   *
   * @param x of the left column, as {@code y} of the top row
   * @param inside {@code boolean[height * width]}, rows from the top
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by content below; never written
  record Bitmap(int x, int y, int width, int height, boolean[] inside) implements Area {
    public Bitmap {
      if ((long) width * height != inside.length) {
        throw new IllegalArgumentException(
            Text.format("bitmap: expected %d x %d pixels, found %d", width, height, inside.length));
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bitmap bitmap
          && x == bitmap.x
          && y == bitmap.y
          && width == bitmap.width
          && height == bitmap.height
          && Arrays.equals(inside, bitmap.inside);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * (31 * x + y) + width) + Arrays.hashCode(inside);
    }

    @Override
    public String toString() {
      return Text.format("Bitmap[%d x %d at (%d, %d)]", width, height, x, y);
    }
  }
}
