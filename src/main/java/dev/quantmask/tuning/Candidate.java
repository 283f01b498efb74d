package dev.quantmask.tuning;

import dev.quantmask.model.quantization.Scheme;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Says how a network is made and run.
 *
 * @param values of all axes
 */
public record Candidate(Map<Axis, String> values) {
  public Candidate {
    Map<Axis, String> ordered = new EnumMap<>(Axis.class);
    ordered.putAll(values);
    values = Collections.unmodifiableMap(ordered);
  }

  String get(Axis axis) {
    return values.get(axis);
  }

  int number(Axis axis) {
    return Integer.parseInt(values.get(axis));
  }

  Scheme scheme() {
    return Scheme.of(get(Axis.SCHEME));
  }

  Candidate with(Axis axis, String value) {
    Map<Axis, String> changed = new EnumMap<>(values);
    changed.put(axis, value);
    return new Candidate(changed);
  }

  /** Returns on how many axes the two differ. */
  int distance(Candidate other) {
    return (int)
        Arrays.stream(Axis.values()).filter(axis -> !get(axis).equals(other.get(axis))).count();
  }
}
