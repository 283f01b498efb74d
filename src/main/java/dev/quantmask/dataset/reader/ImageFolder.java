package dev.quantmask.dataset.reader;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds images in a folder; their names are relative to it. */
public final class ImageFolder {
  private static final int FOLDERS_ABOVE = 2; // as images/SUBSET of CVAT

  private final Path given; // as somebody wrote it, for messages
  private final Path root;
  private final boolean extracting;

  /**
   * Images in a folder.
   *
   * @param given the folder as somebody wrote it, or the zip that it is in, for messages
   * @param extracting whether images that annotation files hold are written to it
   */
  public ImageFolder(Path given, Path folder, boolean extracting) throws IOException {
    if (extracting && folder.getFileSystem() != FileSystems.getDefault()) {
      throw new IOException(given + ": images cannot be written to a zip: give --images a folder");
    }
    if (extracting) {
      Files.createDirectories(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(given + ": expected the folder of the images, found none");
    }
    this.given = given;
    this.root = folder.toAbsolutePath().normalize();
    this.extracting = extracting;
  }

  /**
   * Returns the first candidate that is there; empty when none is.
   *
   * @param candidates relative names
   * @return relative to the folder, with {@code /}
   */
  public Optional<String> find(List<String> candidates) throws InvalidAnnotationException {
    for (String candidate : candidates) {
      Path file = file(candidate);
      if (file.startsWith(root) && Files.isRegularFile(file)) {
        return Optional.of(InputFiles.relative(root, file));
      }
    }
    return Optional.empty();
  }

  private Path file(String candidate) throws InvalidAnnotationException {
    Path file = resolve(candidate);
    return Files.isRegularFile(file) ? file : resolve(withoutOwnName(candidate));
  }

  /** Returns what to say of candidates none of which is there. */
  public InvalidAnnotationException missing(List<String> candidates)
      throws InvalidAnnotationException {
    return new InvalidAnnotationException(
        FindingKind.MISSING_IMAGE,
        Text.format(
            "expected the image %s, found none%s",
            given.resolve(candidates.get(0)), elsewhere(candidates)));
  }

  private String elsewhere(List<String> candidates) throws InvalidAnnotationException {
    for (String candidate : candidates) {
      if (Files.isRegularFile(file(candidate))) {
        return "; it lies outside of that folder: give --images a folder above it";
      }
    }
    return above(candidates);
  }

  /** Says that the image is there if the names are relative to a folder above this one. */
  private String above(List<String> candidates) {
    Path folder = root;
    Path shown = given;
    for (int i = 0; i < FOLDERS_ABOVE && folder.getParent() != null; i++) {
      folder = folder.getParent();
      shown = shown.resolve("..").normalize();
      for (String candidate : candidates) {
        if (candidate.contains("/") && Files.isRegularFile(folder.resolve(candidate))) {
          return Text.format(
              "; %s is in a folder above: give --images %s",
              candidate, shown.toString().isEmpty() ? "." : shown);
        }
      }
    }
    return "";
  }

  public boolean isExtracting() {
    return extracting;
  }

  /**
   * Writes an image that an annotation file holds; a file that is there already stays.
   *
   * @param candidates relative names, of which the first of the image's format is taken
   * @return the name that it has now
   */
  public String extract(List<String> candidates, EmbeddedImage.Contents image)
      throws InvalidAnnotationException, IOException {
    String name = image.nameOf(candidates);
    Path file = resolve(name);
    if (!file.startsWith(root)) {
      file = root.resolve(file.getFileName());
    }
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, image.bytes());
    } else if (!Arrays.equals(image.bytes(), ExistingFile.bytes(file))) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_IMAGE,
          Text.format("expected no file or the same image at %s, found another", file));
    }
    return InputFiles.relative(root, file);
  }

  /** {@code train/a.png} where the folder itself is {@code train}. */
  private String withoutOwnName(String candidate) {
    String own = root.getFileName() + "/";
    return candidate.startsWith(own) ? candidate.substring(own.length()) : candidate;
  }

  private Path resolve(String name) throws InvalidAnnotationException {
    try {
      return root.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_IMAGE, "expected the name of an image: " + e.getMessage());
    }
  }

  /** Reads what an image says of itself. */
  public ImageHeader header(String name) throws InvalidAnnotationException {
    try {
      return ImageHeader.read(ExistingFile.bytes(root.resolve(name)));
    } catch (ImageException | IOException e) {
      throw new InvalidAnnotationException(
          FindingKind.BROKEN_IMAGE, Text.format("%s: %s", given.resolve(name), e.getMessage()));
    }
  }
}
