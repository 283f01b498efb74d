package dev.quantmask.annotation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What became of an import.
 *
 * @param files that were written; none when something was broken and not to be skipped
 * @param classes in the order of their numbers
 * @param counts of what was found, by kind
 * @param first the first findings of each severity
 */
public record ImportResult(
    List<WrittenFile> files,
    List<String> classes,
    Map<FindingKind, Long> counts,
    Map<FindingKind.Severity, List<Finding>> first) {
  /** An annotation file. */
  public record WrittenFile(Path path, int images, long annotations) {}

  public boolean isWritten() {
    return !files.isEmpty();
  }
}
