package dev.quantmask.report;

import com.google.errorprone.annotations.FormatMethod;
import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.util.List;

/** Figures as the page writes them. */
final class ReportNumbers {
  /** Where there is no figure. */
  static final String NONE = "–";

  private static final String UNKNOWN = "not known";
  private static final double POINTS = 100; // of an AP of 1

  private ReportNumbers() {}

  /** {@code 1 image}, {@code 1,200 images}. */
  static String count(int number, String noun) {
    return Text.format("%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** {@code fp32, linear and dynamic}. */
  static String list(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** An AP that is a fraction, in points; COCO's -1 is none. */
  static String points(double fraction) {
    return isPrecision(fraction) ? decimal(toPoints(fraction)) : NONE;
  }

  static boolean isPrecision(double fraction) {
    return fraction >= 0; // neither -1 nor NaN
  }

  static double toPoints(double fraction) {
    return POINTS * fraction;
  }

  /** Returns the text of a difference: {@code +0.2}, {@code −0.3}, {@code 0.0}. */
  static String signed(double points) {
    if (!Double.isFinite(points)) {
      return NONE;
    }
    String digits = decimal(Math.abs(points));
    if (digits.equals("0.0")) {
      return digits;
    }
    return (points < 0 ? "−" : "+") + digits;
  }

  static String milliseconds(double milliseconds) {
    return measured("%,.1f", milliseconds);
  }

  static String megabytes(double megabytes) {
    return measured("%,.1f", megabytes);
  }

  /** {@code 2.93×}. */
  static String times(double ratio) {
    return measured("%.2f×", ratio);
  }

  static String timesRange(Interval interval) {
    return Text.format("[%.2f, %.2f]", interval.low(), interval.high());
  }

  /** Empty where nothing could be compared. */
  static String pointsRange(Interval interval) {
    if (!Double.isFinite(interval.value())) {
      return "";
    }
    return Text.format("[%s, %s]", signed(interval.low()), signed(interval.high()));
  }

  static String decimal(double value) {
    return Text.format("%.1f", value);
  }

  @FormatMethod
  private static String measured(String format, double value) {
    return Double.isFinite(value) ? Text.format(format, value) : UNKNOWN;
  }
}
