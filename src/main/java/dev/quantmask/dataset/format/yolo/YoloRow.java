package dev.quantmask.dataset.format.yolo;

import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/** A row of a label: the number of a class, and a box or a polygon in shares of the image. */
record YoloRow(String number, double[] values) {
  private static final int BOX = 4;
  // What lies farther out is in pixels; less is a shape that is cut off at the border.
  private static final double LEAST = -1;
  private static final double MOST = 2;

  static YoloRow parse(String line) throws InvalidAnnotationException {
    String[] words = line.strip().split("\\s+");
    double[] values = new double[words.length - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = share(words[i + 1], i + 2);
    }
    return new YoloRow(words[0], values);
  }

  private static double share(String word, int place) throws InvalidAnnotationException {
    double value;
    try {
      value = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw InvalidAnnotationException.malformed("value " + place, "a number", "'" + word + "'");
    }
    if (value >= LEAST && value <= MOST) {
      return value;
    }
    throw InvalidAnnotationException.malformed(
        "value " + place, "a share of the image's size, 0 to 1", word);
  }

  boolean isBox() {
    return values.length == BOX;
  }

  Shape shape() throws InvalidAnnotationException {
    if (isBox()) {
      Point corner = new Point(values[0] - values[2] / 2, values[1] - values[3] / 2);
      Point opposite = new Point(values[0] + values[2] / 2, values[1] + values[3] / 2);
      return new Shape.Relative(new Shape.Rectangle(corner, opposite));
    }
    if (values.length % 2 != 0 || values.length < BOX) {
      throw InvalidAnnotationException.malformed(
          "row",
          "a class and 4 numbers of a box, or pairs of a polygon",
          Text.format(
              "%d numbers: a row with a confidence or with key points is none", values.length));
    }
    List<Point> ring = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      ring.add(new Point(values[i], values[i + 1]));
    }
    return new Shape.Relative(new Shape.Polygon(ring));
  }
}
