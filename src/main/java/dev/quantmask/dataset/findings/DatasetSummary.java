package dev.quantmask.dataset.findings;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Counts what is doubtful about a data set as a whole while it is read, and reports it at the end.
 */
public final class DatasetSummary {
  private final Set<String> used = new HashSet<>(); // labels of objects
  private long images;
  private long imagesWithoutObjects;
  private long objects;
  private long crowds;

  public void addImage(boolean withObjects) {
    images++;
    imagesWithoutObjects += withObjects ? 0 : 1;
  }

  public void addObject(String label, boolean crowd) {
    used.add(label);
    objects++;
    crowds += crowd ? 1 : 0;
  }

  /**
   * Reports.
   *
   * @param name of the data set, for messages
   * @param classes that it lists
   */
  public void find(String name, List<String> classes, Findings findings) throws IOException {
    findSimilar(name, classes, findings);
    for (String label : classes) {
      if (!used.contains(label)) {
        add(
            name,
            FindingKind.CLASS_WITHOUT_OBJECTS,
            label,
            "expected an object, found none",
            findings);
      }
    }
    if (objects > 0 && crowds == objects) {
      String message = Text.format("all %d objects are crowds, which training leaves out", objects);
      add(name, FindingKind.CROWDS_ONLY, null, message, findings);
    }
    if (imagesWithoutObjects > 0) {
      String message =
          Text.format("%d of %d images are without objects", imagesWithoutObjects, images);
      add(name, FindingKind.IMAGES_WITHOUT_OBJECTS, null, message, findings);
    }
  }

  private static void findSimilar(String name, List<String> classes, Findings findings)
      throws IOException {
    Map<String, String> seen = new HashMap<>();
    for (String label : classes) {
      String plain = label.strip().replaceAll("[\\s_-]+", " ").toLowerCase(Locale.ROOT);
      String other = seen.putIfAbsent(plain, label);
      if (other != null) {
        String message = Text.format("differs from '%s' in case or blanks only", other);
        add(name, FindingKind.SIMILAR_LABELS, label, message, findings);
      }
    }
  }

  private static void add(
      String name, FindingKind kind, String label, String message, Findings findings)
      throws IOException {
    findings.add(new Finding(kind, name, null, label, message));
  }
}
