package dev.quantmask.capacity;

import dev.quantmask.text.Text;

/**
 * Holds what came of the same arrivals at real and at simulated instances.
 *
 * @param asked a second
 * @param works as measured before it
 * @param others cores that other programs took meanwhile
 */
record CheckRound(double asked, MeasuredWorks works, Tally real, Tally simulated, double others) {
  private static final double QUIET = 0.1; // cores

  boolean isQuiet() {
    return others < QUIET;
  }

  @Override
  public String toString() {
    Work mean = works.mean();
    return Text.format(
        "ms before %.1f, network %.1f, after %.1f, besides %.1f; %.1f a second: real %s, simulated"
            + " %s; other programs %.2f cores",
        mean.before() / 1e6,
        mean.network() / 1e6,
        mean.after() / 1e6,
        mean.besides() / 1e6,
        asked,
        text(real),
        text(simulated),
        others);
  }

  private static String text(Tally tally) {
    return Text.format(
        "%.2f/s p50 %.1f p99 %.1f ms", tally.answersPerSecond(), tally.median(), tally.p99());
  }
}
