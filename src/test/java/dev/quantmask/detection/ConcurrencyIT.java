package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.torch.TestModels;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eight threads get the answers that one gets. */
class ConcurrencyIT {
  private static final int THREADS = 8;
  private static final int ROUNDS = 3;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"FP32", "DYNAMIC"})
  void theSameAnswersAtOnce(Scheme scheme) throws Exception {
    Path archive = TestModels.convert(TestModels.REFERENCE, scheme, directory);
    List<RgbImage> images =
        List.of(
            TestModels.image(TestModels.IMAGES.resolve("half.png")),
            TestModels.image(TestModels.IMAGES.resolve("portrait.png")),
            TestModels.noise(97, 61),
            TestModels.noise(40, 200));
    List<List<Detection>> alone = new ArrayList<>();
    try (Detector detector = TestModels.load(archive)) {
      images.forEach(image -> alone.add(detect(detector, image)));
    }
    assertThat(alone.get(0)).isNotEmpty();

    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Detector detector = TestModels.load(archive)) {
      List<Future<List<Detection>>> answers = new ArrayList<>();
      for (int i = 0; i < ROUNDS * THREADS; i++) {
        RgbImage image = images.get(i % images.size());
        answers.add(threads.submit(() -> detect(detector, image)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(alone.get(i % images.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Detection> detect(Detector detector, RgbImage image) {
    return detector.detect(image, DetectionOptions.ALL).detections();
  }
}
