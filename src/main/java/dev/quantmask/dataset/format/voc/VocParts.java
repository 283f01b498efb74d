package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.io.ExistingFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Splits a data set by the lists in {@code ImageSets}; without lists it is one part. */
final class VocParts {
  // aeroplane_train.txt, which says in which images of train.txt there is an aeroplane
  private static final Pattern OF_A_CLASS = Pattern.compile(".*_(train|val|trainval|test)");

  private final InputFiles files;
  private final VocLayout layout;

  VocParts(InputFiles files) throws IOException {
    this.files = files;
    this.layout = new VocLayout(files);
  }

  List<InputPart> parts() throws IOException {
    Map<String, Set<String>> lists = lists("Segmentation/");
    lists = lists.isEmpty() ? lists("Main/") : lists;
    if (lists.isEmpty()) {
      Set<String> all = new LinkedHashSet<>(layout.stems(VocLayout.OBJECTS));
      all.addAll(layout.stems(VocLayout.CLASSES));
      all.addAll(layout.stems(VocLayout.BOXES));
      return List.of(part(files.stem(), all));
    }
    List<InputPart> parts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, Set<String>> list :
        lists.entrySet().stream()
            .sorted(Comparator.comparing(list -> list.getValue().size()))
            .toList()) {
      if (seen.addAll(list.getValue())) { // no more: of trainval, all images are in train and val
        parts.add(part(list.getKey(), list.getValue()));
      }
    }
    parts.sort(Comparator.comparing(part -> part.names().get(0)));
    return parts.isEmpty() ? List.of(part(files.stem(), Set.of())) : parts;
  }

  private Map<String, Set<String>> lists(String folder) throws IOException {
    Map<String, Set<String>> lists = new TreeMap<>();
    for (String stem : layout.stems(VocLayout.LISTS)) {
      if (stem.startsWith(folder) && !OF_A_CLASS.matcher(stem).matches()) {
        Set<String> images = new LinkedHashSet<>();
        String name = layout.file(VocLayout.LISTS, stem).orElseThrow();
        for (String line : ExistingFile.lines(files.path(name))) {
          if (!line.isBlank()) {
            images.add(
                line.strip()
                    .replaceFirst("^\"(.*)\".*$", "$1")); // CVAT quotes names that contain blanks
          }
        }
        lists.put(stem.substring(folder.length()), images);
      }
    }
    return lists;
  }

  private InputPart part(String name, Set<String> stems) {
    List<String> own = new ArrayList<>();
    for (String list : VocClasses.LISTS) {
      if (files.names().contains(layout.beside(list))) {
        own.add(layout.beside(list));
      }
    }
    for (String stem : stems) {
      for (String folder : List.of(VocLayout.OBJECTS, VocLayout.CLASSES, VocLayout.BOXES)) {
        layout.file(folder, stem).ifPresent(own::add);
      }
      String missing = layout.beside(VocLayout.IMAGES + "/" + stem + ".jpg");
      own.add(layout.file(VocLayout.IMAGES, stem).orElse(missing));
    }
    return new InputPart(files.named(own), List.of(name, files.stem() + "." + name));
  }
}
