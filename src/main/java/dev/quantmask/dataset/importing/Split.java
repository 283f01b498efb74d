package dev.quantmask.dataset.importing;

import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Parts of a data set, by image. Images are ordered by a hash of seed and name and cut in that
 * order: the parts have the sizes asked for, and an image that is added later moves few others.
 *
 * @param shares of the parts, which add up to 1, in the order given
 */
public record Split(Map<String, Double> shares, long seed) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final double ROUNDING = 1e-6;

  public Split {
    shares = new LinkedHashMap<>(shares);
    double sum = 0;
    for (Map.Entry<String, Double> part : shares.entrySet()) {
      if (!NAME.matcher(part.getKey()).matches()) {
        throw new IllegalArgumentException(
            Text.format(
                "split: expected a name of letters, digits, _ and -, found '%s'", part.getKey()));
      }
      if (!(part.getValue() > 0)) {
        throw new IllegalArgumentException(
            Text.format(
                "split: expected a share above 0 for %s, found %s",
                part.getKey(), part.getValue()));
      }
      sum += part.getValue();
    }
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException(
          Text.format("split: expected shares that add up to 1, found %.6f", sum));
    }
  }

  /** Parses {@code train=0.8,val=0.2}. */
  public static Split parse(String text, long seed) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).strip();
      if (equals < 0 || shares.containsKey(name)) {
        throw new IllegalArgumentException(
            Text.format(
                "split: expected NAME=SHARE,NAME=SHARE with each name once, found '%s'", text));
      }
      try {
        shares.put(name, Double.valueOf(part.substring(equals + 1).strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            Text.format(
                "split: expected a number for %s, found '%s'", name, part.substring(equals + 1)));
      }
    }
    return new Split(shares, seed);
  }

  /**
   * Cuts a list in parts; within a part the order stays.
   *
   * @param name of an item
   * @throws IllegalArgumentException if a part would be empty
   */
  <T> Map<String, List<T>> cut(List<T> items, Function<T, String> name) {
    Map<T, Integer> parts = partOfEach(items, name);
    Map<String, List<T>> cut = new LinkedHashMap<>();
    List<String> names = List.copyOf(shares.keySet());
    names.forEach(part -> cut.put(part, new ArrayList<>()));
    items.forEach(item -> cut.get(names.get(parts.get(item))).add(item));
    cut.forEach(
        (part, own) -> {
          if (own.isEmpty()) {
            throw new IllegalArgumentException(
                Text.format(
                    "split: expected an image for %s=%s, found none among %d",
                    part, shares.get(part), items.size()));
          }
        });
    return cut;
  }

  private <T> Map<T, Integer> partOfEach(List<T> items, Function<T, String> name) {
    Map<T, Long> ranks = new HashMap<>();
    items.forEach(item -> ranks.put(item, Sha256.number(seed + "/" + name.apply(item))));
    List<T> ranked = new ArrayList<>(items);
    ranked.sort(Comparator.comparing((T item) -> ranks.get(item)).thenComparing(name));
    Map<T, Integer> parts = new HashMap<>();
    double share = 0;
    int start = 0;
    int part = 0;
    for (double own : shares.values()) {
      share += own;
      int end = (int) Math.round(share * ranked.size());
      for (T item : ranked.subList(start, Math.min(end, ranked.size()))) {
        parts.put(item, part);
      }
      start = end;
      part++;
    }
    return parts;
  }
}
