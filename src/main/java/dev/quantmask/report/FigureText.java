package dev.quantmask.report;

import java.util.Locale;

/** Figures as text, for tables. */
final class FigureText {
  private static final String NOTHING = "-";

  private FigureText() {}

  /** With so many digits after the point; a dash if there is none. */
  static String number(double value, int digits) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + digits + "f", value)
        : NOTHING;
  }

  /** Of a fraction of 1, in points; a dash where there is nothing to find. */
  static String points(double fraction) {
    return Words.isPrecision(fraction) ? number(Words.toPoints(fraction), 1) : NOTHING;
  }

  static String speedUp(Interval interval) {
    return interval == null
        ? NOTHING
        : String.format(
            Locale.ROOT, "%.2f [%.2f, %.2f]", interval.value(), interval.low(), interval.high());
  }

  static String change(Interval interval) {
    return interval == null || !Double.isFinite(interval.value())
        ? NOTHING
        : String.format(
            Locale.ROOT, "%+.1f [%+.1f, %+.1f]", interval.value(), interval.low(), interval.high());
  }
}
