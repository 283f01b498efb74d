package dev.quantmask.coco;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a result: one, or the parts in a folder, as Spark and Hadoop write them. */
final class ResultFiles {
  private ResultFiles() {}

  /**
   * Returns the files by name. Markers and checksums, whose names begin with _ or a dot, are none.
   */
  static List<Path> of(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files = entries.filter(ResultFiles::isPart).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException(Text.format("%s: expected result files, found none", path));
      }
      return files;
    }
  }

  private static boolean isPart(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith("_") && !name.startsWith(".");
  }
}
