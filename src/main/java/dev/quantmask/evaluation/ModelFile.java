package dev.quantmask.evaluation;

import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An archive to compare.
 *
 * @param name unlike all others
 */
record ModelFile(String name, Path path, String sha256, double megabytes) {
  private static final double BYTES_PER_MEGABYTE = 1e6;

  /**
   * Looks at all files.
   *
   * @throws IOException naming a file that is missing, or there twice
   */
  static List<ModelFile> of(List<Path> paths) throws IOException {
    List<String> names = names(paths);
    Map<String, Path> seen = new HashMap<>();
    List<ModelFile> files = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      if (!Files.isRegularFile(path)) {
        throw new NoSuchFileException(path.toString());
      }
      String sha256 = Sha256.of(path);
      Path twin = seen.put(sha256, path);
      if (twin != null) {
        throw new IOException(
            Text.format(
                "model: expected different ones, found %s and %s with the same contents",
                twin, path));
      }
      files.add(new ModelFile(names.get(i), path, sha256, Files.size(path) / BYTES_PER_MEGABYTE));
    }
    return files;
  }

  /** The files' names without their ends, if they differ; else more of them. */
  private static List<String> names(List<Path> paths) {
    List<Function<Path, String>> forms =
        List.of(
            path -> withoutEnd(path.getFileName()),
            path -> path.getFileName().toString(),
            Path::toString);
    for (Function<Path, String> form : forms) {
      List<String> names = paths.stream().map(form).toList();
      if (names.stream().distinct().count() == names.size()) {
        return names;
      }
    }
    return paths.stream().map(Path::toString).toList(); // one file twice, which is refused next
  }

  private static String withoutEnd(Path fileName) {
    return fileName.toString().replaceFirst("(?<=.)\\.[^.]*$", "");
  }
}
