package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a detector over the images of a data set. */
public final class DatasetDetections {
  private final ImageFiles files;
  private final List<CocoImage> images;
  private final DetectionRecords records;
  private final List<String> classes;

  /**
   * Takes the images of a data set.
   *
   * @param folder that its file names are relative to
   */
  public DatasetDetections(CocoDataset dataset, Path folder) {
    this.files = new ImageFiles(folder);
    this.images = dataset.images();
    this.records = DetectionRecords.of(dataset);
    this.classes = dataset.classNames();
  }

  /**
   * Looks at everything that detecting and scoring need, before anything is computed.
   *
   * @param folder that its file names are relative to
   * @throws IOException naming the annotation without a mask, or the image that is not there,
   *     cannot be read, or is of another size
   */
  public static void requireUsable(Path annotations, CocoDataset dataset, Path folder)
      throws IOException {
    EvaluationData.requireImages(annotations, new ImageFiles(folder), dataset.images());
    if (!dataset.annotations().isEmpty() && !MaskCheck.haveMasks(annotations, dataset)) {
      throw new IOException(
          annotations + ": expected annotations with segmentations, found boxes only");
    }
    ImageFiles files = new ImageFiles(folder);
    for (CocoImage image : dataset.images()) {
      files.requireReadable(image);
    }
  }

  /** Returns what the detector finds in all images, in their order. */
  public List<CocoDetection> of(Detector detector) throws IOException {
    ClassCheck.requireOfModel("the model", detector.model().classes(), "the annotations", classes);
    List<CocoDetection> found = new ArrayList<>();
    for (CocoImage image : images) {
      found.addAll(
          records.of(image.id(), detector.detect(files.decode(image), DetectionOptions.ALL)));
    }
    return found;
  }
}
