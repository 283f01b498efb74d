package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Timing;
import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Runs all models over the same images, image by image, each time beginning with the next model:
 * whatever else the machine does meets them all. An image is decoded once, and held while the
 * models look at it.
 */
final class Measurement {
  private final EvaluationData data;
  private final List<LoadedModel> models;
  private final DetectionRecords records;
  private final RunFile file;

  Measurement(EvaluationData data, List<LoadedModel> models, RunFile file) {
    this.data = data;
    this.models = models;
    this.records = DetectionRecords.of(data.dataset());
    this.file = file;
  }

  /**
   * Measures what is not done.
   *
   * @param positions of the images
   */
  void run(List<Integer> positions, Set<RunPart.Key> done, EvaluationMonitor monitor)
      throws IOException {
    for (int i = 0; i < positions.size(); i++) {
      List<Integer> left = left(positions.get(i), i, done);
      if (left.isEmpty()) {
        continue;
      }
      CocoImage image = data.image(positions.get(i));
      RgbImage pixels = data.files().decode(image);
      for (int model : left) {
        file.append(measure(positions.get(i), model, image, pixels));
      }
      monitor.images(i + 1, positions.size());
    }
  }

  /** Models that have not seen the image, in turn: A B C, B C A, … */
  private List<Integer> left(int position, int round, Set<RunPart.Key> done) {
    return IntStream.range(0, models.size())
        .map(i -> (i + round) % models.size())
        .filter(model -> !done.contains(new RunPart.Key(position, model)))
        .boxed()
        .toList();
  }

  private RunResult measure(int position, int model, CocoImage image, RgbImage pixels)
      throws IOException {
    Detections found = models.get(model).detect(pixels, image.fileName());
    Timing timing = found.timing();
    return RunResult.of(
        position, model, timing.inference(), timing.postprocess(), records.of(image.id(), found));
  }
}
