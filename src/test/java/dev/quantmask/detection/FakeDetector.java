package dev.quantmask.detection;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.image.RgbImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Finds a cat of score 0.875 and a dog of score 0.5 in every image, or fails as it is told to. */
public final class FakeDetector implements Detector {
  public static final ModelDescription MODEL =
      new ModelDescription("fake", "dynamic", Precision.INT8, "cpu", "00ff", List.of("cat", "dog"));

  public final AtomicBoolean closed = new AtomicBoolean();

  @Override
  public ModelDescription model() {
    return MODEL;
  }

  @Override
  public List<PendingDetections> infer(List<RgbImage> images) {
    if (closed.get()) {
      throw new IllegalStateException("the detector is closed");
    }
    return images.stream()
        .<PendingDetections>map(image -> options -> found(image, options))
        .toList();
  }

  private static Detections found(RgbImage image, DetectionOptions options) {
    List<Detection> found =
        Stream.of(found(0, 0.875f, image, options), found(1, 0.5f, image, options))
            .filter(detection -> detection.score() >= options.minScore())
            .limit(options.classAgnosticNms() ? 1 : options.maxDetections()) // of one box
            .toList();
    return new Detections(
        image.width(), image.height(), found, new Timing(0, 0, 0, 12.34567, 1, 0, false));
  }

  private static Detection found(
      int classId, float score, RgbImage image, DetectionOptions options) {
    int pixels = image.width() * image.height();
    Rle mask =
        options.masks()
            ? new Rle(image.height(), image.width(), new int[] {0, 1, pixels - 1})
            : null;
    String label = MODEL.classes().get(classId);
    return new Detection(classId, label, score, new Detection.Box(0.5f, 1, 2.25f, 3), mask);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
