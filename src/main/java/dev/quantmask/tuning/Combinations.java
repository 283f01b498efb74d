package dev.quantmask.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Picks what to measure next: combinations of known values that should be better than the best so
 * far.
 */
final class Combinations {
  private static final int MOST = 3;
  private static final int LEAST_DISTANCE = 2; // of two that are measured together
  private static final double LEAST_GAIN = 0.01; // of the time
  private static final double LEAST_POINTS = 0.02;

  private final Goal goal;
  private final Outcome best;
  private final Outcome reference;
  private final List<Estimated> estimated = new ArrayList<>();

  private record Estimated(Candidate candidate, Merit merit) {}

  /**
   * Estimates all that were not measured.
   *
   * @param measured on all images
   */
  Combinations(
      SearchSpace space,
      Goal goal,
      Estimates estimates,
      Map<Candidate, Outcome> measured,
      Outcome best,
      Outcome reference) {
    this.goal = goal;
    this.best = best;
    this.reference = reference;
    for (Candidate candidate : space.all()) {
      if (!measured.containsKey(candidate) && estimates.knows(candidate)) {
        estimated.add(
            new Estimated(candidate, estimates.merit(candidate, measured.values(), reference)));
      }
    }
  }

  /**
   * Returns the most promising ones, best first, which differ from each other in more than one
   * axis; the last may miss the goal by a little, because estimates are not exact.
   */
  List<Candidate> promising() {
    List<Candidate> picked = new ArrayList<>();
    while (picked.size() < MOST - 1 && pick(goal, picked)) {
      // Picking is all.
    }
    pick(goal.relaxed(), picked);
    return picked;
  }

  private boolean pick(Goal wanted, List<Candidate> picked) {
    Predicate<Estimated> isOther =
        one -> picked.stream().allMatch(it -> it.distance(one.candidate) >= LEAST_DISTANCE);
    return estimated.stream()
        .filter(one -> isGain(wanted, one.merit))
        .filter(isOther)
        .min(Comparator.comparing(Estimated::merit, wanted.order()))
        .map(one -> picked.add(one.candidate))
        .orElse(false);
  }

  private boolean isGain(Goal wanted, Merit merit) {
    Merit now = best.merit(reference);
    Merit needed = new Merit(now.milliseconds() * (1 - LEAST_GAIN), now.loss() - LEAST_POINTS);
    boolean isNearer = wanted.excess(merit) < wanted.excess(now);
    boolean isCheaper = wanted.excess(merit) == 0 && wanted.cost(merit) <= wanted.cost(needed);
    return isNearer || isCheaper;
  }
}
