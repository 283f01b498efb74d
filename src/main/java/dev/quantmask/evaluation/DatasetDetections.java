package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoBox;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CompressedRunLengths;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a detector over the images of a data set. */
public final class DatasetDetections {
  private final Path folder;
  private final List<CocoImage> images;
  private final List<Long> categoryIds; // by class id

  /**
   * Takes the images of a data set.
   *
   * @param folder that its file names are relative to
   */
  public DatasetDetections(CocoDataset dataset, Path folder) {
    this.folder = folder;
    this.images = dataset.images();
    this.categoryIds = dataset.categoriesById().stream().map(CocoCategory::id).toList();
  }

  /** What the detector finds in all images, in their order. */
  public List<CocoDetection> of(Detector detector) throws IOException {
    requireClasses(detector);
    List<CocoDetection> found = new ArrayList<>();
    for (CocoImage image : images) {
      Detections detections = detector.detect(decode(image), DetectionOptions.ALL);
      for (Detection detection : detections.detections()) {
        found.add(record(image, detection));
      }
    }
    return found;
  }

  private void requireClasses(Detector detector) throws IOException {
    int classes = detector.model().classes().size();
    if (classes != categoryIds.size()) {
      throw new IOException(
          "categories: expected as many as the model has classes, %d, found %d"
              .formatted(classes, categoryIds.size()));
    }
  }

  private RgbImage decode(CocoImage image) throws IOException {
    return ImageDecoder.read(folder.resolve(image.fileName()));
  }

  private CocoDetection record(CocoImage image, Detection detection) {
    Detection.Box box = detection.box();
    return new CocoDetection(
        image.id(),
        categoryIds.get(detection.classId()),
        new CocoBox(box.x0(), box.y0(), (double) box.x1() - box.x0(), (double) box.y1() - box.y0()),
        CompressedRunLengths.of(detection.mask()),
        detection.score());
  }
}
