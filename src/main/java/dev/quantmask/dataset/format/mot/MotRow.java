package dev.quantmask.dataset.format.mot;

import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.text.Text;

/**
 * A row of ground truth: {@code frame, id, left, top, width, height, counts}, then the class and
 * how much is visible; the rows of 2015 have a place in the world there.
 *
 * @param frame from 1
 * @param counts false for what a tracker need not find
 * @param number of the class, from 1; {@link #NO_CLASS} where rows have none
 */
record MotRow(int frame, int id, Shape box, boolean counts, int number) {
  static final int NO_CLASS = -1;

  /** Names of frames have six digits. */
  static final int LAST_FRAME = 999_999;

  private static final int COLUMNS = 7;
  private static final int COLUMNS_WITH_CLASS = 9;
  private static final int CLASS = 7;

  static MotRow parse(String line) throws InvalidAnnotationException {
    String[] cells = line.split(",", -1);
    if (cells.length < COLUMNS) {
      throw InvalidAnnotationException.malformed(
          "row",
          "frame, id, left, top, width, height and whether it counts",
          Text.format("%d columns", cells.length));
    }
    int frame = whole(cells, 0);
    if (frame < 1 || frame > LAST_FRAME) {
      throw InvalidAnnotationException.malformed(
          "column 1", Text.format("a frame from 1 to %d", LAST_FRAME), frame);
    }
    int id = whole(cells, 1);
    if (id < 0) {
      throw InvalidAnnotationException.malformed(
          "column 2", "the id of an object, 0 or more; detections are no ground truth", id);
    }
    boolean hasClass = cells.length > CLASS && cells.length <= COLUMNS_WITH_CLASS;
    return new MotRow(
        frame,
        id,
        box(cells),
        (int) number(cells, 6) != 0,
        hasClass ? whole(cells, CLASS) : NO_CLASS);
  }

  /** The first pixel of an image is 1, 1. */
  private static Shape box(String[] cells) throws InvalidAnnotationException {
    double left = number(cells, 2) - 1;
    double top = number(cells, 3) - 1;
    double width = number(cells, 4);
    double height = number(cells, 5);
    if (width <= 0 || height <= 0) {
      throw InvalidAnnotationException.malformed(
          "columns 5 and 6", "a size above 0", Text.format("%s x %s", width, height));
    }
    return new Shape.Rectangle(new Point(left, top), new Point(left + width, top + height));
  }

  private static double number(String[] cells, int column) throws InvalidAnnotationException {
    return XmlElement.number(Text.format("column %d", column + 1), cells[column]);
  }

  /** Tools write whole numbers as {@code 1.0} too. */
  private static int whole(String[] cells, int column) throws InvalidAnnotationException {
    double number = number(cells, column);
    if (number != (int) number) {
      throw InvalidAnnotationException.malformed(
          Text.format("column %d", column + 1), "a whole number", cells[column].strip());
    }
    return (int) number;
  }
}
