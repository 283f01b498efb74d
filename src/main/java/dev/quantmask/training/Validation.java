package dev.quantmask.training;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.engine.Device;
import dev.quantmask.evaluation.Accuracy;
import dev.quantmask.evaluation.ClassCheck;
import dev.quantmask.evaluation.DatasetDetections;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.Converter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Average precision of a checkpoint, by the way that everybody goes: converted, and detecting. */
final class Validation {
  private static final List<Metric> METRICS =
      List.of(
          Metric.AP, Metric.AP50, Metric.AP75, Metric.AP_SMALL, Metric.AP_MEDIUM, Metric.AP_LARGE);

  private final CocoDataset dataset;
  private final DatasetDetections detections;
  private final Path config;
  private final List<String> classes;
  private final Device device;

  private Validation(
      CocoDataset dataset, Path images, Path config, List<String> classes, Device device) {
    this.dataset = dataset;
    this.detections = new DatasetDetections(dataset, images);
    this.config = config;
    this.classes = classes;
    this.device = device;
  }

  /**
   * Reads the data set, and looks at everything that a validation needs.
   *
   * @param training what has the classes, for messages
   * @param note takes what is doubtful, but not wrong
   * @throws IOException naming what is wrong or missing
   */
  static Validation of(
      TrainingSettings.Data data,
      Path config,
      List<String> classes,
      String training,
      Device device,
      Consumer<String> note)
      throws IOException {
    CocoDataset dataset = CocoReader.read(data.annotations(), note);
    DatasetWarnings.find(data.annotations(), dataset, note);
    ClassCheck.require(data.annotations().toString(), dataset.classNames(), training, classes);
    DatasetDetections.requireUsable(data.annotations(), dataset, data.images());
    return new Validation(dataset, data.images(), config, classes, device);
  }

  /**
   * Figures under Detectron2's names, in percent: {@code bbox/AP}, …, {@code segm/APl}. Those of
   * sizes that no object has are left out.
   */
  Map<String, Double> figures(Path checkpoint) throws IOException {
    try (TemporaryFile archive = TemporaryFile.create(".pt")) {
      Converter.convertDetectron2(checkpoint, config, classes, archive.path());
      DetectorSettings settings = DetectorSettings.alone(archive.path(), device);
      try (Detector detector = DetectorOpener.LIBTORCH.open(settings)) {
        Accuracy accuracy = Accuracy.of(dataset, detections.of(detector));
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "bbox", accuracy.boxes());
        put(figures, "segm", accuracy.masks());
        return figures;
      }
    }
  }

  private static void put(Map<String, Double> figures, String kind, CocoScores scores) {
    for (Metric metric : METRICS) {
      double value = scores.get(metric);
      if (value >= 0) {
        figures.put(kind + "/" + metric.key(), value * 100);
      }
    }
  }
}
