package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.Detections;
import java.util.List;

/**
 * Detections as records of a COCO result file.
 *
 * @param categoryIds by class id
 */
record DetectionRecords(List<Long> categoryIds) {
  static DetectionRecords of(CocoDataset dataset) {
    return new DetectionRecords(dataset.categoriesById().stream().map(CocoCategory::id).toList());
  }

  /** Returns the records in their order, with masks. */
  List<CocoDetection> of(long imageId, Detections detections) {
    return detections.detections().stream().map(one -> of(imageId, one)).toList();
  }

  private CocoDetection of(long imageId, Detection detection) {
    Detection.Box box = detection.box();
    return new CocoDetection(
        imageId,
        categoryIds.get(detection.classId()),
        new CocoBox(box.x0(), box.y0(), (double) box.x1() - box.x0(), (double) box.y1() - box.y0()),
        CompressedRunLengths.of(detection.mask()),
        detection.score());
  }
}
