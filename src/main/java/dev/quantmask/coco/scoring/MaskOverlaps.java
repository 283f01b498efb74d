package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.Segmentation;

/** IoU of masks, which are decoded here, each once; of their boundaries too, if asked for. */
final class MaskOverlaps implements Overlaps {
  /** Holds what is compared of an object; the boundary is null where it is not asked for. */
  private record Shape(Rle mask, CocoBox box, Rle boundary, CocoBox boundaryBox) {
    /** The boundary has to fit as well as the whole. */
    double overlap(Shape truth, boolean crowd) {
      double whole = Iou.ofMasks(mask, box, truth.mask, truth.box, crowd);
      return boundary == null
          ? whole
          : Math.min(
              whole, Iou.ofMasks(boundary, boundaryBox, truth.boundary, truth.boundaryBox, crowd));
    }
  }

  private final ScoringInput input;
  private final boolean withBoundary;

  MaskOverlaps(ScoringInput input, boolean withBoundary) {
    this.input = input;
    this.withBoundary = withBoundary;
  }

  @Override
  public void compute(
      int[] detections,
      int detectionStart,
      int detectionEnd,
      int[] truths,
      int truthStart,
      int truthEnd,
      double[] ious)
      throws CocoFormatException {
    int columns = truthEnd - truthStart;
    Shape[] truthShapes = new Shape[columns];
    for (int j = 0; j < columns; j++) {
      truthShapes[j] = shape(truthMask(truths[truthStart + j]));
    }
    for (int i = 0; i < detectionEnd - detectionStart; i++) {
      Rle mask = detectionMask(detections[detectionStart + i]);
      Shape shape = columns == 0 ? null : shape(mask);
      for (int j = 0; j < columns; j++) {
        boolean crowd = input.truth().isCrowd(truths[truthStart + j]);
        ious[i * columns + j] = shape.overlap(truthShapes[j], crowd);
      }
    }
  }

  private Shape shape(Rle mask) {
    Rle boundary = withBoundary ? Boundary.of(mask) : null;
    return new Shape(mask, mask.box(), boundary, withBoundary ? boundary.box() : null);
  }

  private Rle truthMask(int index) throws CocoFormatException {
    CocoImage image = input.imageOfTruth(index);
    Segmentation segmentation = input.truth().objects().segmentation(index);
    try {
      return segmentation.decode(image.height(), image.width());
    } catch (IllegalArgumentException e) {
      throw new CocoFormatException(input.truthPlace(index) + ".segmentation: " + e.getMessage());
    }
  }

  private Rle detectionMask(int index) throws CocoFormatException {
    CocoImage image = input.imageOfDetection(index);
    ObjectColumns found = input.found().objects();
    Segmentation segmentation = found.segmentation(index);
    try {
      return segmentation == null
          ? Rle.fromBox(image.height(), image.width(), found.box(index))
          : segmentation.decode(image.height(), image.width());
    } catch (IllegalArgumentException e) {
      throw new CocoFormatException(
          input.detectionPlace(index) + ".segmentation: " + e.getMessage());
    }
  }
}
