package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the one place in a checkpoint where a network's weights are, whatever a trainer put around
 * them and before their names: the place at which most of the expected names are found. All should
 * be; where they are not, those that are missing can be named.
 */
final class WeightSearch {
  private static final Comparator<Match> RANK =
      Comparator.comparingInt(Match::parameters).thenComparing(Match::isComplete);

  private final List<ExpectedNames> families;
  private final FilePosition start;

  /**
   * @param families the names by which the network may be found
   */
  WeightSearch(List<ExpectedNames> families, FilePosition start) {
    this.families = families;
    this.start = start;
  }

  /**
   * A place, and how many of the parameters of a family are there.
   *
   * @param family its number
   */
  record Match(
      int family, StateDictPlace place, Map<?, ?> dict, int parameters, boolean isComplete) {}

  /**
   * Chooses the best place; empty when there is no expected name anywhere.
   *
   * @param place the one to take; empty: there must be one best
   * @throws MalformedCheckpointException when several match alike, or none is at that place
   */
  Optional<Match> best(Object root, Optional<String> place) throws MalformedCheckpointException {
    List<Match> matches = matches(root);
    List<Match> allowed =
        matches.stream()
            .filter(match -> place.isEmpty() || match.place().toString().equals(place.get()))
            .toList();
    if (place.isPresent() && allowed.isEmpty()) {
      throw start.expected(
          "the network's weights at " + ValueDescriber.describe(place.get()),
          matches.isEmpty() ? "them nowhere" : "them at " + places(best(matches)));
    }
    List<Match> best = best(allowed);
    if (best.size() > 1) {
      throw start.expected(
          "the network's weights in one place",
          Text.format(
              "them at %s; --state-dict of convert and train says which to take", places(best)));
    }
    return best.stream().findFirst();
  }

  private static List<Match> best(List<Match> matches) {
    Optional<Match> best = matches.stream().max(RANK);
    return matches.stream().filter(match -> RANK.compare(match, best.get()) == 0).toList();
  }

  private List<Match> matches(Object root) {
    List<Match> matches = new ArrayList<>();
    for (NestedDicts.Nested nested : NestedDicts.of(root)) {
      for (int family = 0; family < families.size(); family++) {
        addMatches(family, nested, matches);
      }
    }
    return matches;
  }

  private void addMatches(int family, NestedDicts.Nested nested, List<Match> matches) {
    Map<String, Integer> numbers = families.get(family).numbers();
    Map<String, BitSet> byPrefix = new LinkedHashMap<>();
    for (Object key : nested.dict().keySet()) {
      if (key instanceof String name) {
        count(name, numbers, byPrefix);
      }
    }
    byPrefix.forEach(
        (prefix, found) ->
            matches.add(
                new Match(
                    family,
                    new StateDictPlace(nested.keys(), prefix),
                    nested.dict(),
                    found.cardinality(),
                    found.cardinality() == families.get(family).parameters().size())));
  }

  private static void count(
      String name, Map<String, Integer> numbers, Map<String, BitSet> byPrefix) {
    for (int start = 0; start >= 0; start = next(name, start)) {
      Integer number = numbers.get(name.substring(start));
      if (number != null) {
        byPrefix.computeIfAbsent(name.substring(0, start), prefix -> new BitSet()).set(number);
      }
    }
  }

  /** Returns where the rest of the name begins; -1 when there is none. */
  private static int next(String name, int start) {
    int dot = name.indexOf('.', start);
    return dot < 0 ? -1 : dot + 1;
  }

  private static String places(List<Match> matches) {
    return matches.stream()
        .limit(5)
        .map(match -> ValueDescriber.describe(match.place().toString()))
        .collect(Collectors.joining(", "));
  }
}
