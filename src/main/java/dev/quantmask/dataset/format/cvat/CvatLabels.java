package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.reader.XmlFile;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The labels that tasks and projects have, used or not, in their order. */
final class CvatLabels {
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * Reads the labels of a task or a project; points of skeletons, which name a parent, are none.
   */
  void read(XmlFile xml) throws IOException {
    xml.children(
        label -> {
          String[] name = {null};
          boolean[] isPart = {false};
          xml.children(
              field -> {
                switch (field.name()) {
                  case "name" -> name[0] = xml.text().strip();
                  case "parent" -> isPart[0] = true;
                  default -> {} // its colour, type and attributes
                }
              });
          if (name[0] != null && !name[0].isEmpty() && !isPart[0]) {
            names.add(name[0]);
          }
        });
  }

  List<String> names() {
    return List.copyOf(names);
  }
}
