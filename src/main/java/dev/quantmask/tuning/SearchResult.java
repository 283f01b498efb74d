package dev.quantmask.tuning;

import java.util.List;

/**
 * Says how a search ended.
 *
 * @param layers what the values of that axis mean
 * @param finals what was measured last: the model that is tuned, then the others
 * @param chosen one of them
 * @param measured all that was measured on all images; the finals as they were in the end
 * @param candidates how many were measured, on some images at least
 */
record SearchResult(
    SearchSpace space,
    List<LayerChoice> layers,
    Goal goal,
    List<Outcome> finals,
    Outcome chosen,
    List<Outcome> measured,
    int candidates) {
  SearchResult {
    layers = List.copyOf(layers);
    finals = List.copyOf(finals);
    measured = List.copyOf(measured);
  }

  Merit merit(Outcome outcome) {
    return outcome.merit(finals.get(0));
  }

  /** Returns the trial that decided. */
  Trial lastTrial() {
    return new Trial(
        Trial.Kind.FINAL, finals.stream().map(Outcome::candidate).toList(), finals.get(0).images());
  }

  /** Returns whether the goal was reached. */
  boolean isReached() {
    return goal.isReachedBy(merit(chosen));
  }
}
