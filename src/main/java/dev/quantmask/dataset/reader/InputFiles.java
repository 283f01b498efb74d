package dev.quantmask.dataset.reader;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of an input, in an order that is the same on every file system. */
public final class InputFiles {
  private static final String MAC_METADATA = "__MACOSX"; // in zips of its Finder

  private final Path given; // as somebody wrote it, for messages
  private final Path root;
  private final Path place; // the file, or the folder, that they are
  private final List<String> names;

  private InputFiles(Path given, Path root, Path place, List<String> names) {
    this.given = given;
    this.root = root;
    this.place = place;
    this.names = names;
  }

  /**
   * All files below a folder or in a zip; hidden ones are none of ours. A file stands for itself.
   *
   * @param excluded whether the import writes a file itself
   */
  public static InputFiles of(Path input, ZipFolders zips, Predicate<Path> excluded)
      throws IOException {
    Path place = zips.folder(input).toAbsolutePath().normalize();
    if (Files.isRegularFile(place)) {
      return new InputFiles(
          input, place.getParent(), place, List.of(place.getFileName().toString()));
    }
    if (!Files.isDirectory(place)) {
      throw new IOException(input + ": expected a file or a folder, found nothing there");
    }
    return walk(input, place, excluded);
  }

  private static InputFiles walk(Path given, Path place, Predicate<Path> excluded)
      throws IOException {
    try (Stream<Path> files = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
      List<String> names =
          files
              .filter(file -> isWanted(place, file) && !excluded.test(file))
              .map(file -> relative(place, file))
              .sorted() // of characters, not of a language
              .toList();
      return new InputFiles(given, place, place, names);
    }
  }

  /** Returns all files of the folder that the only file is in; a folder stands for itself. */
  public InputFiles wholeFolder() throws IOException {
    return place.equals(root) ? this : walk(given.resolveSibling(""), root, file -> false);
  }

  /** Returns files of such names, some of which may be missing. */
  public InputFiles named(Collection<String> wanted) {
    return new InputFiles(given, root, place, wanted.stream().distinct().sorted().toList());
  }

  /** Returns whether a name ends so, in any case. */
  public static Predicate<String> withSuffix(String suffix) {
    return name -> name.toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  /** Returns the files whose names are wanted. */
  public InputFiles only(Predicate<String> wanted) {
    return new InputFiles(given, root, place, names.stream().filter(wanted).toList());
  }

  /** Returns whether it is one file that somebody named, whatever its suffix. */
  public boolean isFile() {
    return Files.isRegularFile(place);
  }

  /**
   * Returns the files whose names are wanted, of which there must be one. A file that somebody
   * named is wanted.
   *
   * @param expected for the message
   */
  public InputFiles require(Predicate<String> wanted, String expected) throws IOException {
    if (isFile()) {
      return this;
    }
    InputFiles files = only(wanted);
    if (files.names.isEmpty()) {
      throw new IOException(Text.format("%s: expected %s, found none", given, expected));
    }
    return files;
  }

  /** Returns one of the files, which stands for itself. */
  public InputFiles file(String name) {
    return new InputFiles(given, root, root.resolve(name), List.of(name));
  }

  private static boolean isWanted(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      String name = part.toString();
      if (name.startsWith(".") || name.equals(MAC_METADATA)) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }

  /** Returns the path with {@code /} on every system. */
  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /** Returns the input as it was given, for messages. */
  public Path given() {
    return given;
  }

  /** Returns the name of the file without its suffix, or that of the folder. */
  public String stem() {
    return place.getFileName() == null ? stem(given) : stem(place);
  }

  /** Returns the name of the folder that the file or folder is in. */
  public String folderName() {
    Path folder = place.getParent();
    return folder == null || folder.getFileName() == null ? stem(given) : stem(folder);
  }

  private static String stem(Path path) {
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && !Files.isDirectory(path) ? name.substring(0, dot) : name;
  }

  /** Returns the folder that images are looked for in: the input, or that of the input. */
  public Path images() {
    return Files.isDirectory(place) ? place : place.getParent();
  }

  /** Relative to the root, sorted. */
  public List<String> names() {
    return names;
  }

  public Path path(String name) {
    return root.resolve(name);
  }
}
