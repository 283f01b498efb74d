package dev.quantmask.detection;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quantmask.detection.torch.TestModels;
import dev.quantmask.model.quantization.Scheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Detectron2 finds with a checkpoint, the converted archive finds too. */
class OracleIT {
  @TempDir Path directory;

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String image : List.of("half", "portrait")) {
      cases.add(arguments(TestModels.REFERENCE, TestModels.IMAGES, image));
    }
    for (String model : List.of("anchors", "r18_bn", "resnext_gn", "roialign_v1_agnostic_convs")) {
      Path data = Path.of("test-data/detectron2").resolve(model);
      for (String image : List.of("tall", "wide")) {
        cases.add(arguments(data, data.resolve("images"), image));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsWhatDetectron2Finds(Path data, Path images, String image) throws Exception {
    Path archive = TestModels.convert(data, Scheme.FP32, directory);
    try (Detector detector = TestModels.load(archive)) {
      Detections found =
          detector.detect(TestModels.image(images.resolve(image + ".png")), DetectionOptions.ALL);

      ExpectedDetections.assertMatched(
          found.detections(),
          ExpectedDetections.read(data.resolve("expected").resolve(image + ".json")),
          ExpectedDetections.Stability.read(data.resolve("stability.json")));
    }
  }

  /** Other kinds of Mask R-CNN: Detectron2's own answers, which rounding moves by half as much. */
  @ParameterizedTest
  @ValueSource(strings = {"cascade", "c4", "dc5", "deformable", "modulated"})
  void findsWhatDetectron2FindsWithoutStandardFpn(String kind) throws Exception {
    Path data = Path.of("test-data/detectron2/zoo").resolve(kind);
    try (Detector detector = TestModels.load(TestModels.convert(data, Scheme.FP32, directory))) {
      ExpectedDetections.assertMatched(
          detector
              .detect(TestModels.image(data.resolve("images/wide.png")), DetectionOptions.ALL)
              .detections(),
          ExpectedDetections.read(data.resolve("expected/wide.json")),
          new ExpectedDetections.Stability(1e-4, 0.01, 0.98));
    }
  }
}
