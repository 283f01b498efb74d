package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.LabelRegions;
import dev.quantmask.image.LabelImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts which classes the pixels of each object have. */
final class ClassVotes {
  private final LabelImage classes;
  private final Map<Integer, Map<Integer, Long>> votes = new HashMap<>(); // object, class: pixels

  /** Two masks of one size. */
  ClassVotes(LabelImage objects, LabelImage classes) {
    this.classes = classes;
    for (int y = 0; y < objects.height(); y++) {
      int start = 0; // of pixels that are alike
      for (int x = 1; x <= objects.width(); x++) {
        if (x == objects.width()
            || objects.number(x, y) != objects.number(start, y)
            || classes.number(x, y) != classes.number(start, y)) {
          votes
              .computeIfAbsent(objects.number(start, y), object -> new HashMap<>())
              .merge(classes.number(start, y), (long) x - start, Long::sum);
          start = x;
        }
      }
    }
  }

  /** Returns the class of most pixels of an object; empty where they have none. */
  Optional<String> name(LabelRegions.Region object, VocClasses names)
      throws InvalidAnnotationException {
    int most = 0;
    long pixels = 0;
    for (Map.Entry<Integer, Long> vote : votes.get(object.number()).entrySet()) {
      if (!VocClasses.isVoid(classes, vote.getKey()) && vote.getValue() > pixels) {
        most = vote.getKey();
        pixels = vote.getValue();
      }
    }
    return pixels == 0 ? Optional.empty() : names.name(classes, most);
  }
}
