package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.torch.TestModels;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images in which the network finds boxes without an area, or no proposals at all. */
class OddImagesIT {
  @TempDir static Path directory;
  private static Detector detector;

  @BeforeAll
  static void load() throws Exception {
    detector = TestModels.load(TestModels.convert(TestModels.REFERENCE, Scheme.DYNAMIC, directory));
  }

  @AfterAll
  static void close() {
    detector.close();
  }

  @ParameterizedTest
  @CsvSource({"0", "127", "255"})
  void imageOfOneColour(int level) {
    check(400, 300, level);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 2", "97, 1", "3000, 1", "1, 3000"})
  void imageOfFewPixels(int width, int height) {
    check(width, height, 90);
  }

  @Test
  void longImageOfNoise() {
    byte[] pixels = new byte[3 * 3000];
    new Random(1).nextBytes(pixels);
    check(new RgbImage(3000, 1, pixels));
  }

  private static void check(int width, int height, int level) {
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, (byte) level);
    check(new RgbImage(width, height, pixels));
  }

  private static void check(RgbImage image) {
    Detections found = detector.detect(image, DetectionOptions.ALL);
    assertThat(found.detections())
        .allSatisfy(
            detection -> {
              Detection.Box box = detection.box();
              assertThat(box.x0()).isGreaterThanOrEqualTo(0).isLessThan(box.x1());
              assertThat(box.y0()).isGreaterThanOrEqualTo(0).isLessThan(box.y1());
              assertThat(box.x1()).isLessThanOrEqualTo(image.width());
              assertThat(box.y1()).isLessThanOrEqualTo(image.height());
              assertThat(detection.score()).isBetween(0f, 1f);
            });
  }
}
