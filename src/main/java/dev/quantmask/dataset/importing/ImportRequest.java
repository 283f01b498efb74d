package dev.quantmask.dataset.importing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says what is to be imported.
 *
 * @param inputs a file each, or a folder for formats of a file an image; several become a file
 *     each, named after them, with the same classes
 * @param images the folder of the images; if not given, the input folder, or that of the input
 * @param withImages false: there are none, and the sizes are those that the annotations state
 * @param classes in the order of their numbers; empty for the labels that come, sorted
 * @param out the file to write; with a split {@code out.json} becomes {@code out.NAME.json}
 * @param skipBroken leave out what cannot be used
 * @param report where everything that is found is written to, as JSON
 * @param classAttribute of VIA's regions that holds the label
 * @param label of VIA's regions that have none
 */
public record ImportRequest(
    AnnotationFormat format,
    List<Path> inputs,
    Optional<Path> images,
    boolean withImages,
    List<String> classes,
    Path out,
    Optional<Split> split,
    boolean skipBroken,
    Optional<Path> report,
    Optional<String> classAttribute,
    Optional<String> label) {
  /** The one that is given, or the only class that there is. */
  Optional<String> labelOfUnlabelled() {
    return label.isEmpty() && classes.size() == 1 ? Optional.of(classes.get(0)) : label;
  }

  /** The file of a part: {@code a/b.json} and {@code val}: {@code a/b.val.json}. */
  Path output(String part) {
    String name = out.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String suffix = dot > 0 ? name.substring(dot) : "";
    return out.resolveSibling(stem + "." + part + suffix);
  }

  /** Returns whether the import writes a file, which is no input. */
  boolean isWritten(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path own = out.toAbsolutePath().normalize();
    if (absolute.equals(own) || report.filter(path -> isSame(path, absolute)).isPresent()) {
      return true;
    }
    String part = output("").getFileName().toString(); // out..json
    String name = absolute.getFileName().toString();
    int dot = part.indexOf("..") + 1;
    return absolute.getParent().equals(own.getParent())
        && name.startsWith(part.substring(0, dot))
        && name.endsWith(part.substring(dot));
  }

  private static boolean isSame(Path path, Path absolute) {
    return path.toAbsolutePath().normalize().equals(absolute);
  }
}
