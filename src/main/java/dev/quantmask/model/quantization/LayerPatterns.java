package dev.quantmask.model.quantization;

import dev.quantmask.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names layers: {@code rpn.objectness}, or with a star for any characters, {@code box_head.*}. */
public final class LayerPatterns {
  private LayerPatterns() {}

  /**
   * The layers that at least one of the patterns fits.
   *
   * @throws IllegalArgumentException naming a pattern that fits none, and what there is
   */
  public static Set<String> matching(List<String> patterns, Collection<String> layers) {
    Set<String> all = new TreeSet<>();
    for (String pattern : patterns) {
      Set<String> some = matching(pattern, layers);
      if (some.isEmpty()) {
        throw new IllegalArgumentException(
            Text.format(
                "--keep-fp32: expected a pattern that fits one of %s; found '%s'",
                String.join(", ", layers), pattern));
      }
      all.addAll(some);
    }
    return all;
  }

  /** The layers that a pattern fits; empty if it fits none. */
  public static Set<String> matching(String pattern, Collection<String> layers) {
    String literal = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    Set<String> found = new TreeSet<>(layers);
    found.removeIf(layer -> !layer.matches(literal));
    return found;
  }
}
