package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.torch.TestModels;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.model.weights.DequantizedWeights;
import dev.quantmask.pytorch.archive.ScriptArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an archive does on a GPU, done on a CPU: its code asks tensors whether they are on one, and
 * is told yes. There it computes in half precision with 8-bit weights, and takes the images of a
 * batch together.
 */
class CudaBranchesIT {
  private static final Path MODEL = Path.of("src/main/model");
  private static final Path FRAMES = Path.of("test-data/frames");
  private static final List<String> SOURCES =
      List.of("activations.py", "conv.py", "linear.py", "maskrcnn.py");

  /**
   * Half precision has 11 bits. Its rounding moves an edge by hundredths of a pixel; but where two
   * proposals are as good as each other, it may choose the other one, which NMS holds for the same
   * object.
   */
  private static final double SAME_OBJECT = 0.9;

  private static final double CERTAIN = 0.5; // a score; others come and go with the last bits

  @TempDir Path directory;

  private Path onGpu(Path archive) throws IOException {
    Path copy = directory.resolve("gpu-" + archive.getFileName());
    Map<String, String> changed = new HashMap<>();
    try (ScriptArchive script = ScriptArchive.open(archive)) {
      for (String name : SOURCES) {
        changed.put(name, script.source(name).replaceAll("[a-z_.]+\\.is_cuda", "True"));
      }
      assertThat(changed.get("maskrcnn.py")).isNotEqualTo(script.source("maskrcnn.py"));
      script.copy(copy, changed);
    }
    return copy;
  }

  private static RgbImage frame(String name) throws Exception {
    return TestModels.image(FRAMES.resolve(name));
  }

  private static List<Detection> found(Detector detector, RgbImage image) {
    return detector.detect(image, DetectionOptions.ALL).detections();
  }

  @ParameterizedTest
  @EnumSource(names = {"DYNAMIC", "STATIC"})
  void halfPrecisionFindsTheSameObjects(Scheme scheme) throws Exception {
    Path exact = TestModels.convert(MODEL, Scheme.FP32, directory);
    Path quantized = TestModels.convert(MODEL, scheme, directory);
    Path expected = directory.resolve("expected.pt");
    DequantizedWeights.write(quantized, exact, expected);
    try (Detector gpu = TestModels.load(onGpu(quantized));
        Detector oracle = TestModels.load(expected)) {
      for (String name : List.of("frame_000002.jpg", "frame_000018.jpg", "frame_000031.jpg")) {
        RgbImage image = frame(name);
        List<Detection> detections = found(gpu, image);
        assertAllIn(detections, found(oracle, image));
      }
    }
  }

  @Test
  void imagesOfABatchAreTakenTogether() throws Exception {
    List<RgbImage> images = List.of(frame("frame_000002.jpg"), frame("frame_000018.jpg"));
    try (Detector gpu = TestModels.load(onGpu(TestModels.convert(MODEL, Scheme.FP32, directory)))) {
      List<PendingDetections> batch = gpu.infer(images);
      for (int i = 0; i < images.size(); i++) {
        List<Detection> together = batch.get(i).detections(DetectionOptions.ALL).detections();
        List<Detection> alone = found(gpu, images.get(i));
        assertAllIn(together, alone);
      }
    }
  }

  private static void assertAllIn(List<Detection> detections, List<Detection> expected) {
    List<Detection> certain = expected.stream().filter(one -> one.score() > CERTAIN).toList();
    assertThat(certain).hasSizeGreaterThan(2);
    for (Detection wanted : certain) {
      assertThat(detections)
          .as("%s", wanted)
          .anyMatch(one -> ExpectedDetections.matches(one, wanted, SAME_OBJECT));
    }
  }
}
