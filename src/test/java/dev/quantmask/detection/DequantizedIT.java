package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.torch.NetworkTimer;
import dev.quantmask.detection.torch.TestModels;
import dev.quantmask.engine.Device;
import dev.quantmask.engine.EnabledOnX86;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.model.weights.DequantizedWeights;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Quantized archives where 8-bit operators are missing or slow. */
class DequantizedIT {
  private static final Path MODEL = Path.of("src/main/model");
  private static final Path FRAMES = Path.of("test-data/frames");

  /** Noise of 1e-6 moves the reference network's scores by 0.0004, and its boxes by 0.06 pixels. */
  private static final ExpectedDetections.Stability ROUNDED =
      new ExpectedDetections.Stability(0.001, 0.2, 0.99);

  @TempDir Path directory;

  @BeforeEach
  void computeInFloatingPoint() {
    System.setProperty(Precision.SWITCH, "off");
  }

  @AfterEach
  void computeAsUsual() {
    System.clearProperty(Precision.SWITCH);
  }

  /**
   * The same weights in an ordinary archive of scheme fp32. The arithmetic is the same but for the
   * first layer of the 8-bit schemes, which has the normalization in its weights: its sums are
   * rounded otherwise, by some 1e-7 of their size.
   */
  @ParameterizedTest
  @EnumSource(names = {"LINEAR", "DYNAMIC", "STATIC"})
  void detectionsAreThoseOfTheSameWeightsInFp32(Scheme scheme) throws Exception {
    Path exact = TestModels.convert(MODEL, Scheme.FP32, directory);
    Path quantized = TestModels.convert(MODEL, scheme, directory);
    Path expected = directory.resolve("expected.pt");
    DequantizedWeights.write(quantized, exact, expected);
    try (Detector detector = TestModels.load(quantized);
        Detector oracle = TestModels.load(expected)) {
      assertThat(detector.model().scheme()).isEqualTo(scheme.label());
      assertThat(detector.model().precision()).isEqualTo(Precision.FP32);
      for (String name : List.of("frame_000002.jpg", "frame_000018.jpg", "frame_000031.jpg")) {
        RgbImage image = TestModels.image(FRAMES.resolve(name));
        List<Detection> wanted = found(oracle, image);
        assertThat(wanted).as("objects in %s", name).hasSizeGreaterThan(2);
        ExpectedDetections.assertMatched(found(detector, image), wanted, ROUNDED);
      }
    }
  }

  /** The tolerance above can tell one computation from the other. */
  @EnabledOnX86
  @ParameterizedTest
  @EnumSource(names = {"DYNAMIC", "STATIC"})
  void integersGiveOtherScores(Scheme scheme) throws Exception {
    Path quantized = TestModels.convert(MODEL, scheme, directory);
    RgbImage image = TestModels.image(FRAMES.resolve("frame_000002.jpg"));
    List<Detection> inFloatingPoint;
    try (Detector detector = TestModels.load(quantized)) {
      inFloatingPoint = found(detector, image);
    }
    System.setProperty(Precision.SWITCH, "on");
    try (Detector detector = TestModels.load(quantized)) {
      assertThat(detector.model().precision()).isEqualTo(Precision.INT8);
      List<Detection> inIntegers = found(detector, image);
      assertThat(largestDifference(inFloatingPoint, inIntegers)).isGreaterThan(0.001);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.quantmask.detection.torch.TestModels#architectures")
  void otherArchitecturesRunAndAreTimed(String name) throws Exception {
    Path data = Path.of("test-data/detectron2").resolve(name);
    RgbImage image = TestModels.image(data.resolve("images/wide.png"));
    for (Scheme scheme : List.of(Scheme.LINEAR, Scheme.DYNAMIC, Scheme.STATIC)) {
      Path quantized = TestModels.convert(data, scheme, directory);
      try (Detector detector = TestModels.load(quantized)) {
        assertThat(found(detector, image)).hasSizeGreaterThan(5);
      }
      try (NetworkTimer timer = NetworkTimer.load(quantized, Device.CPU)) {
        assertThat(timer.layers(timer.profile(image).sizes())).isNotEmpty();
      }
    }
  }

  private static List<Detection> found(Detector detector, RgbImage image) {
    return detector.detect(image, DetectionOptions.ALL).detections();
  }

  private static double largestDifference(List<Detection> some, List<Detection> others) {
    double largest = 0;
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      largest = Math.max(largest, Math.abs(some.get(i).score() - others.get(i).score()));
    }
    return largest;
  }
}
