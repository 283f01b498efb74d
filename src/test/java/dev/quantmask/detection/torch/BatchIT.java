package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.engine.EnabledOnX86;
import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchModule;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several images at once get the answers that each gets alone, bit by bit. */
@EnabledOnX86
class BatchIT {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void asOneByOne(Scheme scheme) throws Exception {
    RgbImage half = TestModels.image(TestModels.IMAGES.resolve("half.png"));
    RgbImage grey = TestModels.grey(half.width(), half.height());
    List<RgbImage> images = List.of(half, grey, mirrored(half), grey);
    Path archive = TestModels.convert(TestModels.REFERENCE, scheme, directory);
    try (TorchModule module = module(archive);
        TorchMemory memory = module.memory()) {
      List<TorchTensor> together = module.call(memory, "forward", memory.images(images));
      int most = (int) together.get(0).shape()[1];
      int different = 0;
      for (int i = 0; i < images.size(); i++) {
        List<TorchTensor> alone = module.call(memory, "forward", memory.image(images.get(i)));
        int count = (int) alone.get(1).shape()[0];
        different += count < most ? 1 : 0;
        for (int output : new int[] {0, 1, 3}) {
          float[] expected = alone.get(output).floats();
          float[] found = together.get(output).floats();
          int from = i * found.length / images.size();
          assertThat(Arrays.copyOfRange(found, from, from + expected.length))
              .as("output %d of image %d", output, i)
              .isEqualTo(expected);
        }
        long[] classes = together.get(2).longs();
        assertThat(Arrays.copyOfRange(classes, i * most, i * most + count))
            .isEqualTo(alone.get(2).longs());
        long[] rest = Arrays.copyOfRange(classes, i * most + count, (i + 1) * most);
        assertThat(Arrays.stream(rest)).as("beyond the last detection").allMatch(id -> id == -1);
      }
      assertThat(most).isGreaterThan(20);
      assertThat(different).as("images of fewer detections").isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"FP32", "STATIC"})
  void aDetectorAnswersAsOneByOne(Scheme scheme) throws Exception {
    RgbImage half = TestModels.image(TestModels.IMAGES.resolve("half.png"));
    RgbImage grey = TestModels.grey(half.width(), half.height());
    List<RgbImage> images = List.of(half, grey, mirrored(half));
    Path archive = TestModels.convert(TestModels.REFERENCE, scheme, directory);
    try (Detector detector = TestModels.load(archive)) {
      List<PendingDetections> together = detector.infer(images);
      for (int i = 0; i < images.size(); i++) {
        assertThat(together.get(i).detections(DetectionOptions.ALL).detections())
            .isEqualTo(detector.detect(images.get(i), DetectionOptions.ALL).detections());
      }
      assertThat(together.get(0).detections(DetectionOptions.ALL).detections()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsFoundInAnyOfThem(Scheme scheme) throws Exception {
    Path archive =
        TestModels.convert(
            TestModels.REFERENCE,
            scheme,
            directory,
            config -> config.replace("MIN_SIZE: 0\n    NAME: RPN", "MIN_SIZE: 5000"));
    RgbImage grey = TestModels.grey(64, 48);
    try (TorchModule module = module(archive);
        TorchMemory memory = module.memory()) {
      List<TorchTensor> together =
          module.call(memory, "forward", memory.images(List.of(grey, grey)));
      assertThat(together.get(0).shape()).containsExactly(2, 0, 4);
      assertThat(together.get(1).shape()).containsExactly(2, 0);
      assertThat(together.get(2).shape()).containsExactly(2, 0);
      assertThat(together.get(3).shape()).containsExactly(2, 0, 28, 28);
    }
  }

  private static TorchModule module(Path archive) throws Exception {
    return TorchModule.of(
        target -> Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING));
  }

  private static RgbImage mirrored(RgbImage image) {
    byte[] pixels = new byte[image.pixels().length];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int from = 3 * (y * image.width() + x);
        int to = 3 * (y * image.width() + image.width() - 1 - x);
        System.arraycopy(image.pixels(), from, pixels, to, 3);
      }
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }
}
