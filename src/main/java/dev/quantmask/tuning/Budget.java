package dev.quantmask.tuning;

import java.util.OptionalDouble;

/**
 * The time that a search may take. What a measurement will take is estimated from what the earlier
 * ones took.
 */
final class Budget {
  private static final double MILLIS_PER_SECOND = 1000;

  private final OptionalDouble limit; // seconds
  private double networkSeconds; // of the measurements so far
  private double allSeconds; // of the same, with loading, decoding and scoring

  /**
   * Begins with nothing spent.
   *
   * @param limit in seconds; empty for none
   */
  Budget(OptionalDouble limit) {
    this.limit = limit;
  }

  /**
   * A measurement is done.
   *
   * @param seconds that it took
   * @param milliseconds of networks that were in it
   */
  void spend(double seconds, double milliseconds) {
    allSeconds += seconds;
    networkSeconds += milliseconds / MILLIS_PER_SECOND;
  }

  /**
   * Returns whether a measurement fits into what is left.
   *
   * @param spent seconds
   * @param milliseconds of networks that it has
   */
  boolean fits(double spent, double milliseconds) {
    double network = milliseconds / MILLIS_PER_SECOND;
    double expected = networkSeconds == 0 ? network : network * allSeconds / networkSeconds;
    return limit.isEmpty() || spent + expected <= limit.getAsDouble();
  }

  /** Returns the seconds that are left; empty without a limit. */
  OptionalDouble left(double spent) {
    return limit.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, limit.getAsDouble() - spent));
  }
}
