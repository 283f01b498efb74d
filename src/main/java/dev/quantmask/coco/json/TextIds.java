package dev.quantmask.coco.json;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ids that are texts, as numbers. The files that are read together share one; when all are read,
 * {@link #ranked} has numbers in the order of the texts, as sorting the ids has.
 */
public final class TextIds {
  private final Map<String, Long> numbers = new TreeMap<>();
  private Map<Long, Long> ranks; // null until it is asked for the first one

  synchronized long number(String text) {
    return numbers.computeIfAbsent(text, key -> Long.MIN_VALUE + numbers.size());
  }

  public synchronized boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** Returns whether an id was a text. */
  public synchronized boolean isText(long id) {
    return ranked(id) != id || ranks.containsKey(id);
  }

  /** The rank of an id that was a text; an id that was a number stays. */
  public synchronized long ranked(long id) {
    if (ranks == null) {
      ranks = new HashMap<>();
      for (long number : numbers.values()) {
        ranks.put(number, Long.MIN_VALUE + ranks.size());
      }
    }
    return ranks.getOrDefault(id, id);
  }

  /** A ranked id as its file has it. */
  public synchronized String text(long rank) {
    for (Map.Entry<String, Long> entry : numbers.entrySet()) {
      if (ranked(entry.getValue()) == rank) {
        return entry.getKey();
      }
    }
    return Long.toString(rank);
  }

  /** An id that was not ranked as its file has it. */
  public String idText(long id) {
    return text(ranked(id));
  }
}
