package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoBox;
import dev.quantmask.coco.CocoFormatException;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.Iou;
import dev.quantmask.coco.Rle;
import dev.quantmask.coco.Segmentation;

/** IoU of masks, which are decoded here, each once. */
final class MaskOverlaps implements Overlaps {
  private final ScoringInput input;

  MaskOverlaps(ScoringInput input) {
    this.input = input;
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
    Rle[] truthMasks = new Rle[columns];
    CocoBox[] truthBoxes = new CocoBox[columns];
    for (int j = 0; j < columns; j++) {
      truthMasks[j] = truthMask(truths[truthStart + j]);
      truthBoxes[j] = truthMasks[j].box();
    }
    for (int i = 0; i < detectionEnd - detectionStart; i++) {
      Rle mask = detectionMask(detections[detectionStart + i]);
      CocoBox box = mask.box();
      for (int j = 0; j < columns; j++) {
        boolean crowd = input.truth().isCrowd(truths[truthStart + j]);
        ious[i * columns + j] = Iou.ofMasks(mask, box, truthMasks[j], truthBoxes[j], crowd);
      }
    }
  }

  private Rle truthMask(int index) throws CocoFormatException {
    CocoImage image = input.imageOfTruth(index);
    try {
      return input.truth().objects().segmentation(index).decode(image.height(), image.width());
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
