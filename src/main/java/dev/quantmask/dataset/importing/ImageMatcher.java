package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.ExifTransform;
import dev.quantmask.dataset.reader.AnnotatedFrame;
import dev.quantmask.dataset.reader.EmbeddedImage;
import dev.quantmask.dataset.reader.ImageFolder;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the image of each frame, and compares the sizes that both state.
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

  PlacedFrame place(AnnotatedFrame frame) throws InvalidAnnotationException, IOException {
    PlacedFrame placed = folder == null ? withoutImage(frame) : withImage(frame);
    if (!seen.add(placed.fileName())) {
      throw new InvalidAnnotationException(
          FindingKind.REPEATED_IMAGE,
          "expected one frame an image, found another of " + placed.fileName());
    }
    return placed;
  }

  private static PlacedFrame withoutImage(AnnotatedFrame frame)
      throws InvalidAnnotationException, IOException {
    if (frame.width() == 0 || frame.height() == 0) {
      Optional<EmbeddedImage.Contents> embedded = embedded(frame);
      if (embedded.isPresent()) {
        ImageHeader header = embedded.get().header();
        String name = embedded.get().nameOf(frame.imageNames());
        return new PlacedFrame(name, header.width(), header.height(), null);
      }
      throw new InvalidAnnotationException(
          FindingKind.SIZE_MISMATCH,
          "expected the size of the image, found none in the annotation: it is needed without"
              + " images");
    }
    return new PlacedFrame(frame.imageNames().get(0), frame.width(), frame.height(), null);
  }

  private PlacedFrame withImage(AnnotatedFrame frame)
      throws InvalidAnnotationException, IOException {
    String fileName = find(frame);
    ImageHeader header = folder.header(fileName);
    return new PlacedFrame(
        fileName, header.width(), header.height(), turn(frame, fileName, header));
  }

  private String find(AnnotatedFrame frame) throws InvalidAnnotationException, IOException {
    try {
      return folder.find(frame.imageNames());
    } catch (InvalidAnnotationException missing) {
      Optional<String> guess = guess(frame.guesses());
      if (guess.isEmpty()) {
        return extracted(frame, missing);
      }
      note(frame, FindingKind.OTHER_IMAGE, missing.getMessage() + ": " + guess.get() + " is taken");
      return guess.get();
    }
  }

  private static Optional<EmbeddedImage.Contents> embedded(AnnotatedFrame frame)
      throws InvalidAnnotationException, IOException {
    return frame.embedded() == null ? Optional.empty() : frame.embedded().read();
  }

  /** Writes the image that the annotation file holds, where that was asked for. */
  private String extracted(AnnotatedFrame frame, InvalidAnnotationException missing)
      throws InvalidAnnotationException, IOException {
    Optional<EmbeddedImage.Contents> embedded = embedded(frame);
    if (embedded.isEmpty()) {
      throw missing;
    }
    if (!folder.isExtracting()) {
      throw new InvalidAnnotationException(
          missing.kind(),
          Text.format(
              "%s; it is in %s: --extract-images writes it there",
              missing.getMessage(), frame.embedded().field()));
    }
    String name = folder.extract(frame.imageNames(), embedded.get());
    note(
        frame,
        FindingKind.EXTRACTED_IMAGE,
        Text.format("%s has the image of %s", name, frame.embedded().field()));
    return name;
  }

  private Optional<String> guess(List<String> guesses) {
    try {
      return guesses.isEmpty() ? Optional.empty() : Optional.of(folder.find(guesses));
    } catch (InvalidAnnotationException e) {
      return Optional.empty();
    }
  }

  private ExifTransform turn(AnnotatedFrame frame, String fileName, ImageHeader header)
      throws InvalidAnnotationException, IOException {
    boolean stated = frame.width() != 0 && frame.height() != 0;
    boolean fitsUpright =
        !stated || (frame.width() == header.width() && frame.height() == header.height());
    boolean fitsStored =
        frame.width() == header.storedWidth() && frame.height() == header.storedHeight();
    if (!fitsUpright && !fitsStored) {
      throw new InvalidAnnotationException(
          FindingKind.SIZE_MISMATCH,
          Text.format(
              "expected the size of %s, %d x %d, found %d x %d",
              fileName, header.width(), header.height(), frame.width(), frame.height()));
    }
    if (!header.isTurned()) {
      return null;
    }
    String turned =
        Text.format(
            "%s is stored as %d x %d and stands upright as %d x %d by its EXIF orientation",
            fileName, header.storedWidth(), header.storedHeight(), header.width(), header.height());
    if (fitsUpright) {
      note(frame, FindingKind.EXIF_UPRIGHT, turned + ": the shapes fit it upright, and stay");
      return null;
    }
    note(frame, FindingKind.EXIF_TURNED, turned + ": the shapes fit it as stored, and are turned");
    return new ExifTransform(header);
  }

  private void note(AnnotatedFrame frame, FindingKind kind, String message) throws IOException {
    findings.add(new Finding(kind, frame.source(), null, null, message));
  }
}
