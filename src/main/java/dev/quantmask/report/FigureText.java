package dev.quantmask.report;

import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;

/** Figures as text, for tables. */
final class FigureText {
  private static final String NOTHING = "-";

  private FigureText() {}

  /** Returns the value with one digit after the point; a dash if there is none. */
  static String number(double value) {
    return Double.isFinite(value) ? Text.format("%.1f", value) : NOTHING;
  }

  /** Without digits after the point; a dash if there is none. */
  static String whole(double value) {
    return Double.isFinite(value) ? Text.format("%.0f", value) : NOTHING;
  }

  /** Returns a fraction of 1, in points; a dash where there is nothing to find. */
  static String points(double fraction) {
    return ReportNumbers.isPrecision(fraction) ? number(ReportNumbers.toPoints(fraction)) : NOTHING;
  }

  static String speedUp(Interval interval) {
    return interval == null
        ? NOTHING
        : Text.format("%.2f [%.2f, %.2f]", interval.value(), interval.low(), interval.high());
  }

  static String change(Interval interval) {
    return interval == null || !Double.isFinite(interval.value())
        ? NOTHING
        : Text.format("%+.1f [%+.1f, %+.1f]", interval.value(), interval.low(), interval.high());
  }
}
