package dev.quantmask.text;

import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the name that a misspelled one is most like. */
public final class EditDistance {
  private EditDistance() {}

  /**
   * Returns the candidate that was most probably meant by a name: one that it begins, or is like.
   */
  public static String nearest(String name, Stream<String> candidates) {
    return candidates
        .min(
            Comparator.<String, Boolean>comparing(candidate -> !candidate.startsWith(name))
                .thenComparingInt(candidate -> between(name, candidate)))
        .orElseThrow();
  }

  /** Returns how many characters have to be inserted, deleted or replaced (Levenshtein). */
  private static int between(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[to.length()];
  }
}
