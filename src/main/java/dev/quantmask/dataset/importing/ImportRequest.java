package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.ReaderOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says what is to be imported.
 *
 * @param format of the inputs; if not given, they are looked at
 * @param inputs a file, a folder or a zip each; several become a file each, named after them, with
 *     the same classes
 * @param images the folder of the images; if not given, the input folder, or that of the input
 * @param withImages false: there are none, and the sizes are those that the annotations state
 * @param classes in the order of their numbers; empty for the labels that come, sorted
 * @param skipBroken leave out what cannot be used
 * @param report where everything that is found is written to, as JSON
 * @param classAttribute of VIA's regions that holds the label
 * @param label of VIA's regions that have none
 */
public record ImportRequest(
    Optional<AnnotationFormat> format,
    List<Path> inputs,
    Optional<Path> images,
    boolean withImages,
    List<String> classes,
    ImportTarget target,
    Optional<Split> split,
    boolean skipBroken,
    Optional<Path> report,
    Optional<String> classAttribute,
    Optional<String> label) {
  /** The one that is given, or the only class that there is. */
  private Optional<String> labelOfUnlabelled() {
    return label.isEmpty() && classes.size() == 1 ? Optional.of(classes.get(0)) : label;
  }

  ReaderOptions readerOptions() {
    return new ReaderOptions(classAttribute, labelOfUnlabelled(), target.out());
  }

  /** Returns whether the import writes a file, which is no input. */
  boolean isWritten(Path file) {
    return target.isWritten(file) || report.filter(path -> isSame(path, file)).isPresent();
  }

  private static boolean isSame(Path path, Path other) {
    return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
