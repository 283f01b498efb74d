package dev.quantmask.chart;

import dev.quantmask.text.Text;
import java.util.List;

/** One chart of an image. */
public sealed interface Panel {
  String title();

  String xAxis();

  String yAxis();

  /** Lines over a common axis of numbers; those without points are left out. */
  record Lines(String title, String xAxis, String yAxis, List<Line> lines) implements Panel {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line through points, in their order.
   *
   * @param y as many as {@code x}; a value that is not finite is left out, and the line broken
   */
  record Line(String name, List<Double> x, List<Double> y) {
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            Text.format(
                "line %s: expected as many x as y, found %d and %d", name, x.size(), y.size()));
      }
    }
  }

  /**
   * Bars side by side, those of one name on top of each other.
   *
   * @param names below the bars
   */
  record Bars(String title, String xAxis, String yAxis, List<String> names, List<Stack> stacks)
      implements Panel {
    public Bars {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException(
            Text.format("bars %s: expected a bar, found none", title));
      }
      stacks = List.copyOf(stacks);
      for (Stack stack : stacks) {
        if (stack.heights().size() != names.size()) {
          throw new IllegalArgumentException(
              Text.format(
                  "bars %s: expected %d heights, found %d",
                  stack.name(), names.size(), stack.heights().size()));
        }
      }
    }
  }

  /** One layer of bars, from the lowest. */
  record Stack(String name, List<? extends Number> heights) {
    public Stack {
      heights = List.copyOf(heights);
    }
  }
}
