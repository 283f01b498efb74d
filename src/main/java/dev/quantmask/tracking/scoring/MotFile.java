package dev.quantmask.tracking.scoring;

import com.google.errorprone.annotations.FormatMethod;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads MOTChallenge's text: {@code frame, id, left, top, width, height, confidence} and more, with
 * commas or spaces between. Of ground truth a line whose confidence is 0 does not count.
 *
 * @see <a href="https://motchallenge.net/instructions">MOTChallenge: instructions</a>
 */
final class MotFile {
  private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+");
  private static final int COLUMNS = 7;
  private static final double LARGEST = 1L << 53; // whole numbers in a double

  private final Path file;
  private final Set<List<Long>> seen = new HashSet<>();
  private int line;

  private MotFile(Path file) {
    this.file = file;
  }

  static List<MotRow> groundTruth(Path file) throws IOException {
    return new MotFile(file).rows(true);
  }

  static List<MotRow> predictions(Path file) throws IOException {
    return new MotFile(file).rows(false);
  }

  private List<MotRow> rows(boolean marked) throws IOException {
    List<MotRow> rows = new ArrayList<>();
    for (String text : ExistingFile.lines(file)) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      double[] numbers = numbers(text.strip());
      MotRow row = row(numbers);
      if (!marked || (int) numbers[6] != 0) {
        rows.add(row);
      }
    }
    return rows;
  }

  private double[] numbers(String text) throws IOException {
    String[] cells = SEPARATOR.split(text);
    if (cells.length < COLUMNS) {
      throw wrong(
          "expected frame, id, left, top, width, height, confidence; found %d columns",
          cells.length);
    }
    double[] numbers = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      numbers[i] = number(cells[i], i);
    }
    return numbers;
  }

  private double number(String cell, int column) throws IOException {
    double number;
    try {
      number = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!Double.isFinite(number)) {
      throw wrong("column %d: expected a number, found %s", column + 1, cell);
    }
    return number;
  }

  private MotRow row(double... numbers) throws IOException {
    if (!(numbers[0] >= 1 && numbers[0] <= Integer.MAX_VALUE)) {
      throw wrong("column 1: expected a frame from 1, found %s", numbers[0]);
    }
    if (!(numbers[1] >= 0 && numbers[1] <= LARGEST)) {
      throw wrong(
          "column 2: expected the id of a track, 0 or more, found %s; detections without tracks"
              + " cannot be scored",
          numbers[1]);
    }
    int frame = (int) numbers[0];
    long id = (long) numbers[1];
    if (!seen.add(List.of((long) frame, id))) {
      throw wrong("expected an id once in a frame, found id %d again in frame %d", id, frame);
    }
    return new MotRow(frame, id, new CocoBox(numbers[2], numbers[3], numbers[4], numbers[5]));
  }

  @FormatMethod
  private IOException wrong(String format, Object... arguments) {
    String what = Text.format(format, arguments);
    return new IOException(Text.format("%s: line %d: %s", file, line, what));
  }
}
