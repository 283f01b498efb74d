package dev.quantmask.dataset.reader;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Where the pictures lie; names are relative to it. */
public final class PictureFolder {
  private final Path given; // as somebody wrote it, for messages
  private final Path root;

  public PictureFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": expected the folder of the pictures, found none");
    }
    this.given = folder;
    this.root = folder.toAbsolutePath().normalize();
  }

  /**
   * The name of the first candidate that is there.
   *
   * @param candidates relative names
   * @return relative to the folder, with {@code /}
   */
  public String find(List<String> candidates) throws InvalidAnnotationException {
    String outside = "";
    for (String candidate : candidates) {
      Path file = resolve(candidate);
      if (!Files.isRegularFile(file)) {
        continue;
      }
      if (file.startsWith(root)) {
        return InputFiles.relative(root, file);
      }
      outside = "; it lies outside of that folder: give --images a folder above it";
    }
    throw new InvalidAnnotationException(
        FindingKind.MISSING_PICTURE,
        Text.format(
            "expected the picture %s, found none%s", given.resolve(candidates.get(0)), outside));
  }

  private Path resolve(String name) throws InvalidAnnotationException {
    try {
      return root.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_PICTURE, "expected the name of a picture: " + e.getMessage());
    }
  }

  /** Reads what a picture says of itself. */
  public ImageHeader header(String name) throws InvalidAnnotationException {
    try {
      return ImageHeader.read(ExistingFile.bytes(root.resolve(name)));
    } catch (ImageException | IOException e) {
      throw new InvalidAnnotationException(
          FindingKind.BROKEN_PICTURE, Text.format("%s: %s", given.resolve(name), e.getMessage()));
    }
  }
}
