package dev.quantmask.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The candidates that there are.
 *
 * @param values of each axis; the first is that of the model which is tuned
 */
record SearchSpace(Map<Axis, List<String>> values) {
  SearchSpace {
    Map<Axis, List<String>> ordered = new EnumMap<>(Axis.class);
    values.forEach((axis, all) -> ordered.put(axis, List.copyOf(all)));
    for (Axis axis : Axis.values()) {
      if (ordered.getOrDefault(axis, List.of()).isEmpty()) {
        throw new IllegalArgumentException(axis + ": expected at least one value, found none");
      }
    }
    values = Collections.unmodifiableMap(ordered);
  }

  /** Returns the model that is tuned. */
  Candidate start() {
    return new Candidate(
        values.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get(0))));
  }

  /** Returns the same with more values of an axis. */
  SearchSpace with(Axis axis, List<String> more) {
    Map<Axis, List<String>> extended = new EnumMap<>(values);
    List<String> all = new ArrayList<>(values.get(axis));
    all.addAll(more);
    extended.put(axis, all);
    return new SearchSpace(extended);
  }

  /** Returns a candidate and those that differ from it in one axis, in which they are sensible. */
  List<Candidate> variants(Candidate base, Axis axis) {
    List<Candidate> variants = new ArrayList<>(List.of(base));
    values.get(axis).stream()
        .map(value -> base.with(axis, value))
        .filter(candidate -> !candidate.equals(base) && isSensible(candidate))
        .forEach(variants::add);
    return variants;
  }

  /** Returns all candidates. */
  List<Candidate> all() {
    List<Candidate> all = List.of(start());
    for (Axis axis : Axis.values()) {
      all =
          all.stream()
              .flatMap(
                  candidate -> values.get(axis).stream().map(value -> candidate.with(axis, value)))
              .toList();
    }
    return all.stream().filter(this::isSensible).toList();
  }

  /** Ranges, and layers without them, are of scheme static only. */
  private boolean isSensible(Candidate candidate) {
    return candidate.scheme().needsRanges()
        || isAtStart(candidate, Axis.LAYERS) && isAtStart(candidate, Axis.RANGES);
  }

  private boolean isAtStart(Candidate candidate, Axis axis) {
    return candidate.get(axis).equals(values.get(axis).get(0));
  }

  /** Returns a candidate's name: its scheme, and what differs from the model that is tuned. */
  String name(Candidate candidate) {
    return Arrays.stream(Axis.values())
        .filter(axis -> axis == Axis.SCHEME || !isAtStart(candidate, axis))
        .map(axis -> axis.part(candidate.get(axis)))
        .collect(Collectors.joining("-"));
  }
}
