package dev.quantmask.dataset.reader;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The annotation files of a folder, in an order that is the same on every file system. */
public final class InputFiles {
  private final Path root;
  private final List<String> names;

  private InputFiles(Path root, List<String> names) {
    this.root = root;
    this.names = names;
  }

  /**
   * All files below a folder with a suffix; hidden ones are none of ours. A file stands for itself.
   *
   * @param excluded whether the import writes a file itself
   */
  public static InputFiles of(Path input, String suffix, Predicate<Path> excluded)
      throws IOException {
    if (Files.isRegularFile(input)) {
      Path folder = input.toAbsolutePath().normalize().getParent();
      return new InputFiles(folder, List.of(input.getFileName().toString()));
    }
    if (!Files.isDirectory(input)) {
      throw new IOException(input + ": expected a file or a folder, found nothing there");
    }
    Path root = input.toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<String> names =
          files
              .filter(file -> isWanted(file, suffix) && !excluded.test(file))
              .map(file -> relative(root, file))
              .sorted() // of characters, not of a language
              .toList();
      if (names.isEmpty()) {
        throw new IOException(Text.format("%s: expected files *%s, found none", input, suffix));
      }
      return new InputFiles(root, names);
    }
  }

  /** Returns the files whose names are wanted. */
  public InputFiles only(Predicate<String> wanted) {
    return new InputFiles(root, names.stream().filter(wanted).toList());
  }

  private static boolean isWanted(Path file, String suffix) {
    String name = file.getFileName().toString();
    return name.toLowerCase(Locale.ROOT).endsWith(suffix)
        && !name.startsWith(".")
        && Files.isRegularFile(file);
  }

  /** Returns the path with {@code /} on every system. */
  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  public Path root() {
    return root;
  }

  /** Relative to the root, sorted. */
  public List<String> names() {
    return names;
  }

  public Path path(String name) {
    return root.resolve(name);
  }
}
