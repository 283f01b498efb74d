package dev.quantmask.report;

import dev.quantmask.statistics.Interval;
import java.util.List;

/**
 * Says how a model was chosen of many candidates.
 *
 * @param goal in words
 * @param reached whether the chosen one reaches it
 * @param measured how many candidates were measured, on some images at least
 * @param candidates those that were measured on all images, the fastest first
 */
public record Selection(String goal, boolean reached, int measured, List<Candidate> candidates) {
  public Selection {
    candidates = List.copyOf(candidates);
  }

  /**
   * A candidate.
   *
   * @param milliseconds median of an image's network and masks
   * @param boxAp in points; maskAp likewise, -1 where there are no masks
   * @param lost AP less than the first model's, of boxes or masks, whichever is more; its interval
   *     is not known (NaN) unless it was measured beside that model
   * @param compared whether it was measured last, beside the models of the comparison
   * @param onFront whether no other one is better in both time and AP
   * @param chosen whether it is the one
   */
  public record Candidate(
      String name,
      Interval milliseconds,
      double boxAp,
      double maskAp,
      Interval lost,
      boolean compared,
      boolean onFront,
      boolean chosen) {}

  /** Returns the one that was chosen. */
  public Candidate chosen() {
    return candidates.stream().filter(Candidate::chosen).findFirst().orElseThrow();
  }
}
