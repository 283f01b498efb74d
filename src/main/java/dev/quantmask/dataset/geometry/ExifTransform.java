package dev.quantmask.dataset.geometry;

import dev.quantmask.image.ImageHeader;
import java.util.List;

/** Turns areas that were drawn on an image as stored, so that they fit it as it stands upright. */
public final class ExifTransform {
  private final ImageHeader header;

  public ExifTransform(ImageHeader header) {
    this.header = header;
  }

  public Shape.Area turn(Shape.Area area) {
    if (area instanceof Shape.Bitmap bitmap) {
      return turn(bitmap);
    }
    Shape.Polygon polygon = (Shape.Polygon) area;
    return new Shape.Polygon(
        turn(polygon.ring()), polygon.holes().stream().map(this::turn).toList());
  }

  private List<Point> turn(List<Point> ring) {
    return ring.stream().map(this::turn).toList();
  }

  private Point turn(Point point) {
    return new Point(header.uprightX(point.x(), point.y()), header.uprightY(point.x(), point.y()));
  }

  private Shape.Bitmap turn(Shape.Bitmap stored) {
    Point one = turn(new Point(stored.x(), stored.y()));
    Point other = turn(new Point(stored.x() + stored.width(), stored.y() + stored.height()));
    int x = (int) Math.min(one.x(), other.x());
    int y = (int) Math.min(one.y(), other.y());
    int width = (int) Math.abs(other.x() - one.x());
    int height = (int) Math.abs(other.y() - one.y());
    boolean[] inside = new boolean[stored.inside().length];
    for (int row = 0; row < stored.height(); row++) {
      for (int column = 0; column < stored.width(); column++) {
        Point centre = turn(new Point(stored.x() + column + 0.5, stored.y() + row + 0.5));
        int target = ((int) centre.y() - y) * width + (int) centre.x() - x;
        inside[target] = stored.inside()[row * stored.width() + column];
      }
    }
    return new Shape.Bitmap(x, y, width, height, inside);
  }
}
