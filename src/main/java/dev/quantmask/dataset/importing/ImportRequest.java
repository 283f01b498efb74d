package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.ReaderOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says what is to be imported.
 *
 * @param classes in the order of their numbers; empty for the labels that come, sorted
 * @param skipBroken leave out what cannot be used
 * @param report where everything that is found is written to, as JSON
 */
public record ImportRequest(
    ImportSource source,
    ImportTarget target,
    List<String> classes,
    Optional<Split> split,
    boolean skipBroken,
    Optional<Path> report) {
  /** Everything of a source, in one file or folder. */
  public static ImportRequest of(ImportSource source, ImportTarget target, List<String> classes) {
    return new ImportRequest(source, target, classes, Optional.empty(), false, Optional.empty());
  }

  /** Returns the label of shapes that have none: that given, or the only class that there is. */
  Optional<String> labelOfUnlabelled() {
    return source.label().isEmpty() && classes.size() == 1
        ? Optional.of(classes.get(0))
        : source.label();
  }

  ReaderOptions readerOptions() {
    return new ReaderOptions(source.classAttribute(), labelOfUnlabelled(), classes, target.out());
  }

  /** Returns whether the import writes a file, which is no input. */
  boolean isWritten(Path file) {
    return target.isWritten(file) || report.filter(path -> isSame(path, file)).isPresent();
  }

  private static boolean isSame(Path path, Path other) {
    return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
