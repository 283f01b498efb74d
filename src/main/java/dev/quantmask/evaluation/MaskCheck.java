package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.scoring.ScoringInput;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks whether masks can be compared: every object has one that is right, or none has. */
final class MaskCheck {
  private MaskCheck() {}

  /**
   * Returns whether there are masks; a data set without objects lacks none.
   *
   * @throws IOException naming the annotation that has none or a malformed one
   */
  static boolean haveMasks(Path file, CocoDataset dataset) throws IOException {
    if (areBoxesOnly(dataset)) {
      return false;
    }
    Map<Long, CocoImage> images =
        dataset.images().stream()
            .collect(Collectors.toMap(CocoImage::id, Function.identity(), (one, other) -> one));
    for (CocoAnnotation annotation : dataset.annotations()) {
      CocoImage image = images.get(annotation.imageId());
      if (image == null) {
        throw wrong(file, annotation, "expected an image of the file");
      }
      if (annotation.segmentation().isEmpty()) {
        throw wrong(
            file, annotation, "expected a segmentation, as other annotations have, found none");
      }
      try {
        annotation.segmentation().toRle(image.height(), image.width());
      } catch (IllegalArgumentException e) {
        throw wrong(file, annotation, "segmentation: " + e.getMessage());
      }
    }
    return true;
  }

  private static IOException wrong(Path file, CocoAnnotation annotation, String what) {
    return new IOException(
        Text.format(
            "%s: annotation %d of image %d: %s",
            file, annotation.id(), annotation.imageId(), what));
  }

  private static boolean areBoxesOnly(CocoDataset dataset) {
    return !dataset.annotations().isEmpty()
        && dataset.annotations().stream().allMatch(one -> one.segmentation().isEmpty());
  }

  /**
   * Returns what masks are compared by; of boxes only, nothing, so that there is nothing to find.
   */
  static ScoringInput input(
      CocoDataset dataset, List<CocoDetection> detections, ScoringInput ofBoxes)
      throws IOException {
    if (!areBoxesOnly(dataset)) {
      return ofBoxes;
    }
    return ScoringInput.of(
        new CocoDataset(dataset.images(), dataset.categories(), List.of()), detections);
  }
}
