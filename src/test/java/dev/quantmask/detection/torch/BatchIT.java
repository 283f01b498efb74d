package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import java.nio.ByteBuffer;
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
        NDManager memory = module.memory()) {
      NDList together = run(module, memory, images);
      long most = together.get(0).getShape().get(1);
      int different = 0;
      for (int i = 0; i < images.size(); i++) {
        NDList alone =
            module.call(memory, "forward", TorchModule.imageTensor(memory, images.get(i)));
        long count = alone.get(1).size();
        different += count < most ? 1 : 0;
        for (int output = 0; output < alone.size(); output++) {
          assertThat(together.get(output).get(i).get("0:" + count).toByteArray())
              .as("output %d of image %d", output, i)
              .isEqualTo(alone.get(output).toByteArray());
        }
        long[] classes = together.get(2).get(i).toLongArray();
        long[] rest = Arrays.copyOfRange(classes, (int) count, (int) most);
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
        NDManager memory = module.memory()) {
      NDList together = run(module, memory, List.of(grey, grey));
      assertThat(together.get(0).getShape()).isEqualTo(new Shape(2, 0, 4));
      assertThat(together.get(1).getShape()).isEqualTo(new Shape(2, 0));
      assertThat(together.get(2).getShape()).isEqualTo(new Shape(2, 0));
      assertThat(together.get(3).getShape()).isEqualTo(new Shape(2, 0, 28, 28));
    }
  }

  private static TorchModule module(Path archive) throws Exception {
    return TorchModule.of(
        target -> Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING));
  }

  private static NDList run(TorchModule module, NDManager memory, List<RgbImage> images) {
    int bytes = images.get(0).pixels().length;
    ByteBuffer pixels = ByteBuffer.allocateDirect(images.size() * bytes);
    images.forEach(image -> pixels.put(image.pixels()));
    RgbImage first = images.get(0);
    Shape shape = new Shape(images.size(), first.height(), first.width(), 3);
    return module.call(memory, "forward", memory.create(pixels.flip(), shape, DataType.UINT8));
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
