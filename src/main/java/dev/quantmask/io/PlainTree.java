package dev.quantmask.io;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * Values that can be shown. By its aliases YAML may put one value into many, or into itself: shown
 * in an error, a small file would be endless.
 */
public final class PlainTree {
  private static final int MOST_VALUES = 100_000;
  private static final int DEEPEST = 50;

  private final String place;
  private int values;

  private PlainTree(String place) {
    this.place = place;
  }

  /**
   * Fails if it is larger than any configuration.
   *
   * @param place what the message begins with
   */
  public static void require(String place, Object root) throws IOException {
    new PlainTree(place).visit(root, 0);
  }

  private void visit(Object value, int depth) throws IOException {
    values++;
    if (values > MOST_VALUES || depth > DEEPEST) {
      throw new IOException(
          Text.format(
              "%s: expected at most %d values, %d deep, found more, or one in itself",
              place, MOST_VALUES, DEEPEST));
    }
    if (value instanceof Map<?, ?> map) {
      visit(map.keySet(), depth);
      visit(map.values(), depth);
    } else if (value instanceof Collection<?> collection) {
      for (Object element : collection) {
        visit(element, depth + 1);
      }
    }
  }
}
