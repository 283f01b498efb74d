package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.ExifTransform;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.EmbeddedImage;
import dev.quantmask.dataset.reader.ImageFolder;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the file of each annotated image, and compares the sizes that both state.
 *
 * <p>Everything after the import sees images upright, by their EXIF orientation. An annotation tool
 * saw them either way: when the size it states is that of the stored image and not of the upright
 * one, its shapes are turned.
 */
final class ImageMatcher {
  private final ImageFolder folder; // null: there are no images
  private final Findings findings;
  private final Set<String> seen = new HashSet<>();

  ImageMatcher(ImageFolder folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  MatchedImage match(AnnotatedImage image) throws InvalidAnnotationException, IOException {
    MatchedImage matched = folder == null ? withoutImage(image) : withImage(image);
    if (!seen.add(matched.fileName())) {
      throw new InvalidAnnotationException(
          FindingKind.REPEATED_IMAGE,
          "expected annotations once an image, found another of " + matched.fileName());
    }
    return matched;
  }

  private static MatchedImage withoutImage(AnnotatedImage image)
      throws InvalidAnnotationException, IOException {
    if (image.width() == 0 || image.height() == 0) {
      Optional<EmbeddedImage.Contents> embedded = embedded(image);
      if (embedded.isPresent()) {
        ImageHeader header = embedded.get().header();
        String name = embedded.get().nameOf(image.imageNames());
        return new MatchedImage(name, header.width(), header.height(), null);
      }
      throw new InvalidAnnotationException(
          FindingKind.SIZE_MISMATCH,
          "expected the size of the image, found none in the annotation: it is needed without"
              + " images");
    }
    return new MatchedImage(image.imageNames().get(0), image.width(), image.height(), null);
  }

  private MatchedImage withImage(AnnotatedImage image)
      throws InvalidAnnotationException, IOException {
    String fileName = find(image);
    ImageHeader header = folder.header(fileName);
    return new MatchedImage(
        fileName, header.width(), header.height(), turn(image, fileName, header));
  }

  private String find(AnnotatedImage image) throws InvalidAnnotationException, IOException {
    Optional<String> found = folder.find(image.imageNames());
    if (found.isPresent()) {
      return found.get();
    }
    InvalidAnnotationException missing = folder.missing(image.imageNames());
    Optional<String> guess = folder.find(image.guesses());
    if (guess.isEmpty()) {
      return extracted(image, missing);
    }
    note(image, FindingKind.OTHER_IMAGE, missing.getMessage() + ": " + guess.get() + " is taken");
    return guess.get();
  }

  private static Optional<EmbeddedImage.Contents> embedded(AnnotatedImage image)
      throws InvalidAnnotationException, IOException {
    return image.embedded() == null ? Optional.empty() : image.embedded().read();
  }

  /** Writes the image that the annotation file holds, where that was asked for. */
  private String extracted(AnnotatedImage image, InvalidAnnotationException missing)
      throws InvalidAnnotationException, IOException {
    Optional<EmbeddedImage.Contents> embedded = embedded(image);
    if (embedded.isEmpty()) {
      throw missing;
    }
    if (!folder.isExtracting()) {
      throw new InvalidAnnotationException(
          missing.kind(),
          Text.format(
              "%s; it is in %s: --extract-images writes it there",
              missing.getMessage(), image.embedded().field()));
    }
    String name = folder.extract(image.imageNames(), embedded.get());
    note(
        image,
        FindingKind.EXTRACTED_IMAGE,
        Text.format("%s has the image of %s", name, image.embedded().field()));
    return name;
  }

  private ExifTransform turn(AnnotatedImage image, String fileName, ImageHeader header)
      throws InvalidAnnotationException, IOException {
    boolean stated = image.width() != 0 && image.height() != 0;
    boolean fitsUpright =
        !stated || (image.width() == header.width() && image.height() == header.height());
    boolean fitsStored =
        image.width() == header.storedWidth() && image.height() == header.storedHeight();
    if (!fitsUpright && !fitsStored) {
      throw new InvalidAnnotationException(
          FindingKind.SIZE_MISMATCH,
          Text.format(
              "expected the size of %s, %d x %d, found %d x %d",
              fileName, header.width(), header.height(), image.width(), image.height()));
    }
    if (!header.isTurned()) {
      return null;
    }
    String turned =
        Text.format(
            "%s is stored as %d x %d and stands upright as %d x %d by its EXIF orientation",
            fileName, header.storedWidth(), header.storedHeight(), header.width(), header.height());
    if (fitsUpright) {
      note(image, FindingKind.EXIF_UPRIGHT, turned + ": the shapes fit it upright, and stay");
      return null;
    }
    note(image, FindingKind.EXIF_TURNED, turned + ": the shapes fit it as stored, and are turned");
    return new ExifTransform(header);
  }

  private void note(AnnotatedImage image, FindingKind kind, String message) throws IOException {
    findings.add(new Finding(kind, image.source(), null, null, message));
  }
}
