package dev.quantmask.tuning;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Guesses what a candidate would give that was not measured: as the measured one that is most like
 * it, with the times multiplied and the AP moved by what each other value did by itself. They say
 * what to measure next, and decide nothing.
 */
final class Estimates {
  /** Says what a value does, compared with the one of the model that is tuned. */
  private record Effect(double time, double boxes, double masks) {
    static final Effect NONE = new Effect(1, 0, 0);
  }

  private final Map<Axis, Map<String, Effect>> effects = new EnumMap<>(Axis.class);

  /** Knows of the model that is tuned only. */
  Estimates(Candidate start) {
    for (Axis axis : Axis.values()) {
      effects.put(axis, new HashMap<>(Map.of(start.get(axis), Effect.NONE)));
    }
  }

  /**
   * Learns the values of an axis.
   *
   * @param outcomes of one trial, which differ in this axis only; the first has a known value
   */
  void learn(Axis axis, List<Outcome> outcomes) {
    Outcome base = outcomes.get(0);
    Effect known = effects.get(axis).get(base.candidate().get(axis));
    for (Outcome outcome : outcomes.subList(1, outcomes.size())) {
      effects
          .get(axis)
          .put(
              outcome.candidate().get(axis),
              new Effect(
                  known.time * outcome.milliseconds().value() / base.milliseconds().value(),
                  known.boxes + outcome.boxAp() - base.boxAp(),
                  known.masks + outcome.maskAp() - base.maskAp()));
    }
  }

  /** Returns whether each value of a candidate was measured. */
  boolean knows(Candidate candidate) {
    return effects.keySet().stream()
        .allMatch(axis -> effects.get(axis).containsKey(candidate.get(axis)));
  }

  /**
   * Estimates a candidate of known values.
   *
   * @param measured on all images; at least one
   */
  Merit merit(Candidate candidate, Collection<Outcome> measured, Outcome reference) {
    Outcome nearest =
        measured.stream()
            .min(Comparator.comparingInt(one -> one.candidate().distance(candidate)))
            .orElseThrow();
    double milliseconds = nearest.milliseconds().value();
    double boxes = reference.boxAp() - nearest.boxAp();
    double masks = reference.maskAp() - nearest.maskAp();
    for (Axis axis : Axis.values()) {
      Effect from = effects.get(axis).get(nearest.candidate().get(axis));
      Effect to = effects.get(axis).get(candidate.get(axis));
      milliseconds *= to.time / from.time;
      boxes += from.boxes - to.boxes;
      masks += from.masks - to.masks;
    }
    return new Merit(milliseconds, reference.maskAp() < 0 ? boxes : Math.max(boxes, masks));
  }
}
