package dev.quantmask.dataset.format.yolo;

import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns paths of {@code data.yaml}, which was written on another machine, to names in the input.
 */
record YoloPlaces(InputFiles files, String yaml, Optional<String> path) {
  /**
   * Returns where a path may lead to: below {@code path}, else from the file itself; Roboflow
   * writes {@code ../train/images} and means {@code train/images}.
   */
  List<String> of(String written) {
    String place = written.replace('\\', '/');
    String folder = ImagePaths.folder(yaml);
    List<String> places = new ArrayList<>();
    path.ifPresent(base -> add(folder, base.replace('\\', '/') + "/" + place, places));
    add(folder, place, places);
    add(folder, place.replaceFirst("^(\\.\\./)+", ""), places);
    String set = path.map(base -> base.replaceFirst("/+$", "").replaceFirst(".*/", "")).orElse("");
    int own = set.isEmpty() ? -1 : place.lastIndexOf("/" + set + "/");
    if (own >= 0) { // /home/somebody/datasets/set/images/train
      add(folder, place.substring(own + set.length() + 2), places);
    }
    return places.isEmpty() ? List.of(place) : places;
  }

  /** Returns the place of an image that a list names relative to itself. */
  List<String> beside(String list, String written) {
    List<String> places = new ArrayList<>();
    add(ImagePaths.folder(list), written, places);
    return places;
  }

  private void add(String folder, String place, List<String> places) {
    Path root = files.path("").toAbsolutePath().normalize();
    Path target;
    try {
      target = root.resolve(folder).resolve(place).normalize();
    } catch (InvalidPathException e) {
      return; // it names nothing here
    }
    if (target.startsWith(root)) {
      String separator = root.getFileSystem().getSeparator();
      places.add(root.relativize(target).toString().replace(separator, "/"));
    }
  }
}
