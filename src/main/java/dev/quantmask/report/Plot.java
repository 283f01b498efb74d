package dev.quantmask.report;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.quantmask.statistics.Interval;
import java.util.List;

/**
 * Holds what {@code charts.js} draws. A value that is null is not drawn. Colours are numbers of the
 * page's palette, where the first stands for what the others are compared with.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
sealed interface Plot {

  /** Named points, each with the rectangle of its confidence intervals. */
  record Points(Axis x, Axis y, List<Point> points) implements Plot {
    public Points {
      points = List.copyOf(points);
    }
  }

  /** In the middle of its intervals or not. */
  record Point(String name, int colour, Interval x, Interval y) {}

  /** Lines over a common axis. */
  record Lines(Axis x, Axis y, List<Line> lines) implements Plot {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** Through points, in their order. */
  record Line(String name, int colour, double[] x, double[] y) {}

  /**
   * Lying bars, a group of them a category, beside each other or stacked.
   *
   * @param palette of the layers: {@code series} for models, {@code phase} for parts of a whole
   */
  record Bars(Axis x, List<String> categories, boolean stacked, String palette, List<Layer> layers)
      implements Plot {
    public Bars {
      categories = List.copyOf(categories);
      layers = List.copyOf(layers);
    }
  }

  /** Lengths by category. */
  record Layer(String name, int colour, List<Double> values) {}

  /**
   * An axis.
   *
   * @param low where it begins; null to follow the data, as {@code high}
   * @param unit written after the numbers
   */
  record Axis(String title, Double low, Double high, String unit) {
    static Axis free(String title, String unit) {
      return new Axis(title, null, null, unit);
    }

    static Axis from(double low, double high, String title) {
      return new Axis(title, low, high, "");
    }
  }
}
