package dev.quantmask.cli;

import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Labels of classes, a line each. */
final class LabelFile {
  private LabelFile() {}

  /**
   * Reads the labels.
   *
   * @param file null for no labels
   */
  static List<String> read(Path file) throws IOException {
    if (file == null) {
      return List.of();
    }
    List<String> lines = ExistingFile.lines(file);
    List<String> labels = lines.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (labels.isEmpty()) {
      throw new IOException(Text.format("%s: expected a label a line, found none", file));
    }
    return labels;
  }
}
