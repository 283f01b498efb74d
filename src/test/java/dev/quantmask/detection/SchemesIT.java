package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.torch.TestModels;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks in every scheme. */
class SchemesIT {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("dev.quantmask.detection.torch.TestModels#architectures")
  void everySchemeRunsEveryArchitecture(String name) throws Exception {
    Path data = Path.of("test-data/detectron2").resolve(name);
    RgbImage image = TestModels.image(data.resolve("images/wide.png"));
    for (Scheme scheme : List.of(Scheme.LINEAR, Scheme.DYNAMIC, Scheme.STATIC)) {
      try (Detector detector = TestModels.load(TestModels.convert(data, scheme, directory))) {
        assertThat(detector.model().scheme()).isEqualTo(scheme.label());
        assertThat(detector.detect(image, DetectionOptions.ALL).detections())
            .as("%s, %s", name, scheme.label())
            .hasSizeGreaterThan(5);
      }
    }
  }

  /** 90% of the detections with a score above 0.5 survive at IoU 0.9. */
  @Disabled("linear keeps 22 of 27, dynamic 2: the layers' errors add up over this network's depth")
  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"LINEAR", "DYNAMIC", "STATIC"})
  void quantizationKeepsTheDetections(Scheme scheme) throws Exception {
    try (Detector exact =
            TestModels.load(TestModels.convert(TestModels.REFERENCE, Scheme.FP32, directory));
        Detector quantized =
            TestModels.load(TestModels.convert(TestModels.REFERENCE, scheme, directory))) {
      int survivors = 0;
      int all = 0;
      for (String name : List.of("half.png", "portrait.png")) {
        RgbImage image = TestModels.image(TestModels.IMAGES.resolve(name));
        List<Detection> found = quantized.detect(image, DetectionOptions.ALL).detections();
        for (Detection wanted : exact.detect(image, DetectionOptions.ALL).detections()) {
          if (wanted.score() > 0.5) {
            all++;
            survivors +=
                found.stream().anyMatch(it -> ExpectedDetections.matches(it, wanted, 0.9)) ? 1 : 0;
          }
        }
      }
      assertThat(all).isGreaterThan(20);
      assertThat(survivors).isGreaterThanOrEqualTo((int) Math.ceil(0.9 * all));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingAboveTheThreshold(Scheme scheme) throws IOException {
    Path archive =
        TestModels.convert(
            TestModels.REFERENCE,
            scheme,
            directory,
            config ->
                config.replace(
                    "NUM_CLASSES: 5\n    POSITIVE_FRACTION: 0.25\n    PROPOSAL_APPEND_GT: true\n"
                        + "    SCORE_THRESH_TEST: 0.05",
                    "NUM_CLASSES: 5\n    SCORE_THRESH_TEST: 0.9999999"));
    assertNothingIsFound(archive);
  }

  @ParameterizedTest
  @EnumSource
  void noProposals(Scheme scheme) throws IOException {
    Path archive =
        TestModels.convert(
            TestModels.REFERENCE,
            scheme,
            directory,
            config -> config.replace("MIN_SIZE: 0\n    NAME: RPN", "MIN_SIZE: 5000"));
    assertNothingIsFound(archive);
  }

  private static void assertNothingIsFound(Path archive) throws IOException {
    try (Detector detector = TestModels.load(archive)) {
      for (RgbImage image : List.of(TestModels.grey(64, 48), TestModels.noise(90, 70))) {
        Detections found = detector.detect(image, DetectionOptions.ALL);

        assertThat(found.detections()).isEmpty();
        assertThat(found.width()).isEqualTo(image.width());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reference",
        "zoo/cascade",
        "zoo/c4",
        "zoo/dc5",
        "zoo/deformable",
        "zoo/modulated"
      })
  void imagesOfOddSizes(String name) throws IOException {
    Path data = Path.of("test-data/detectron2").resolve(name);
    for (Scheme scheme : Scheme.values()) {
      try (Detector detector = TestModels.load(TestModels.convert(data, scheme, directory))) {
        for (int[] size :
            new int[][] {{1, 1}, {2, 1}, {1, 500}, {500, 1}, {3000, 20}, {1, 4000}, {31, 33}}) {
          Detections found =
              detector.detect(TestModels.noise(size[0], size[1]), DetectionOptions.ALL);

          assertThat(found.width()).isEqualTo(size[0]);
          assertThat(found.height()).isEqualTo(size[1]);
          assertThat(found.detections())
              .allSatisfy(
                  detection -> {
                    assertThat(detection.box().x1()).isLessThanOrEqualTo(size[0]);
                    assertThat(detection.box().y1()).isLessThanOrEqualTo(size[1]);
                    assertThat(detection.mask().width()).isEqualTo(size[0]);
                  });
        }
      }
    }
  }
}
