package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
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
final class DatasetFindings {
  private final Set<String> used = new HashSet<>(); // labels of objects
  private long images;
  private long imagesWithoutObjects;
  private long objects;
  private long crowds;

  void count(ImageAnnotations frame) {
    images++;
    imagesWithoutObjects += frame.objects().isEmpty() ? 1 : 0;
    for (ObjectAnnotation object : frame.objects()) {
      used.add(object.label());
      objects++;
      crowds += object.crowd() ? 1 : 0;
    }
  }

  void find(List<String> classes, Findings findings) throws IOException {
    findSimilar(classes, findings);
    for (String name : classes) {
      if (!used.contains(name)) {
        add(FindingKind.CLASS_WITHOUT_OBJECTS, name, "expected an object, found none", findings);
      }
    }
    if (objects > 0 && crowds == objects) {
      String message = Text.format("all %d objects are crowds, which training leaves out", objects);
      add(FindingKind.CROWDS_ONLY, null, message, findings);
    }
    if (imagesWithoutObjects > 0) {
      String message =
          Text.format("%d of %d images are without objects", imagesWithoutObjects, images);
      add(FindingKind.IMAGES_WITHOUT_OBJECTS, null, message, findings);
    }
  }

  private static void findSimilar(List<String> classes, Findings findings) throws IOException {
    Map<String, String> seen = new HashMap<>();
    for (String name : classes) {
      String plain = name.strip().replaceAll("[\\s_-]+", " ").toLowerCase(Locale.ROOT);
      String other = seen.putIfAbsent(plain, name);
      if (other != null) {
        String message = Text.format("differs from '%s' in case or blanks only", other);
        add(FindingKind.SIMILAR_LABELS, name, message, findings);
      }
    }
  }

  private static void add(FindingKind kind, String label, String message, Findings findings)
      throws IOException {
    findings.add(new Finding(kind, "data set", null, label, message));
  }
}
