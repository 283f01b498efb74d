package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.engine.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The model that is served when none is configured, on frames that it was not trained on. */
class DefaultModelIT {
  private static final Path FRAMES = Path.of("test-data/frames");
  private static final int LAST_IMAGE = 30;

  @Test
  void findsWhatIsInHeldOutFrames() throws Exception {
    CocoDataset dataset = firstFrames();
    ModelSource bundled = ModelSource.of(Optional.empty());
    try (Detector detector =
        DetectorOpener.LIBTORCH.open(DetectorSettings.alone(bundled, Device.CPU))) {
      Accuracy accuracy = Accuracy.of(dataset, new DatasetDetections(dataset, FRAMES).of(detector));

      assertThat(detector.model().classes()).startsWith("player", "enemy", "vehicle").hasSize(8);
      assertThat(accuracy.boxes().get(Metric.AP)).isBetween(0.65, 0.9);
      assertThat(accuracy.masks().get(Metric.AP)).isBetween(0.55, 0.8);
    }
  }

  private static CocoDataset firstFrames() throws IOException {
    CocoDataset all = CocoReader.read(FRAMES.resolve("annotations.json"));
    List<CocoImage> images =
        all.images().stream().filter(image -> image.id() <= LAST_IMAGE).toList();
    List<CocoAnnotation> annotations =
        all.annotations().stream()
            .filter(annotation -> annotation.imageId() <= LAST_IMAGE)
            .toList();
    return new CocoDataset(images, all.categories(), annotations);
  }
}
