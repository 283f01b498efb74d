package dev.quantmask.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import java.util.List;

/**
 * A line of a run's file: what one model found in one image.
 *
 * @param image position of the image in the annotations
 * @param model position of the model
 * @param inference milliseconds of the network
 * @param postprocess milliseconds of the masks
 * @param detections best first
 */
record RunResult(
    int image, int model, double inference, double postprocess, List<Found> detections) {
  RunResult {
    detections = List.copyOf(detections);
  }

  static RunResult of(
      int image, int model, double inference, double postprocess, List<CocoDetection> detections) {
    return new RunResult(
        image, model, inference, postprocess, detections.stream().map(Found::of).toList());
  }

  double milliseconds() {
    return inference + postprocess;
  }

  List<CocoDetection> records() {
    return detections.stream().map(Found::record).toList();
  }

  /** A record of a <a href="https://cocodataset.org/#format-results">COCO result file</a>. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(
      @JsonProperty("image_id") long imageId,
      @JsonProperty("category_id") long categoryId,
      double[] bbox,
      double score,
      Mask segmentation) {
    private static Found of(CocoDetection detection) {
      CocoBox box = detection.box();
      CompressedRunLengths runs = (CompressedRunLengths) detection.segmentation();
      return new Found(
          detection.imageId(),
          detection.categoryId(),
          new double[] {box.x(), box.y(), box.width(), box.height()},
          detection.score(),
          new Mask(new int[] {runs.height(), runs.width()}, runs.counts()));
    }

    private CocoDetection record() {
      return new CocoDetection(
          imageId,
          categoryId,
          new CocoBox(bbox[0], bbox[1], bbox[2], bbox[3]),
          new CompressedRunLengths(segmentation.size[0], segmentation.size[1], segmentation.counts),
          score);
    }
  }

  /** Height and width, and run lengths as a string. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Mask(int[] size, String counts) {}
}
