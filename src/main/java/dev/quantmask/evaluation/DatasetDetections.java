package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a detector over the images of a data set. */
public final class DatasetDetections {
  private final ImageFiles files;
  private final List<CocoImage> images;
  private final DetectionRecords records;

  /**
   * Takes the images of a data set.
   *
   * @param folder that its file names are relative to
   */
  public DatasetDetections(CocoDataset dataset, Path folder) {
    this.files = new ImageFiles(folder);
    this.images = dataset.images();
    this.records = DetectionRecords.of(dataset);
  }

  /** What the detector finds in all images, in their order. */
  public List<CocoDetection> of(Detector detector) throws IOException {
    requireClasses(detector);
    List<CocoDetection> found = new ArrayList<>();
    for (CocoImage image : images) {
      found.addAll(
          records.of(image.id(), detector.detect(files.decode(image), DetectionOptions.ALL)));
    }
    return found;
  }

  private void requireClasses(Detector detector) throws IOException {
    int classes = detector.model().classes().size();
    if (classes != records.categoryIds().size()) {
      throw new IOException(
          Text.format(
              "categories: expected as many as the model has classes, %d, found %d",
              classes, records.categoryIds().size()));
    }
  }
}
