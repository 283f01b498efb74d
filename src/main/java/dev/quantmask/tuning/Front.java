package dev.quantmask.tuning;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Candidates of which none is beaten by another one in both time and loss. */
final class Front {
  private Front() {}

  /** Returns those of the front, the fastest first. */
  static List<Outcome> of(Collection<Outcome> measured, Outcome reference) {
    return measured.stream()
        .filter(
            one ->
                measured.stream()
                    .noneMatch(other -> other.merit(reference).dominates(one.merit(reference))))
        .sorted(Comparator.comparingDouble(one -> one.milliseconds().value()))
        .toList();
  }
}
