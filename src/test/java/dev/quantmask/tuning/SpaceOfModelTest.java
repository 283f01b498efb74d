package dev.quantmask.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpaceOfModelTest {
  private static TuningSettings settings(Optional<Map<String, ActivationRange>> ranges) {
    Path none = Path.of("none");
    return new TuningSettings(
        none,
        none,
        none,
        10,
        List.of(),
        RangeMethod.ENTROPY,
        ranges,
        List.of(4, 2),
        new Goal.Loss(1),
        OptionalDouble.empty(),
        none,
        none,
        false,
        "quantmask tune",
        "0.1");
  }

  private static MaskRcnnConfig bundled() throws IOException {
    return Detectron2Config.read(Path.of("src/main/model/config.yaml"), List.of());
  }

  @Test
  void hasTheModelAndLess() throws IOException {
    SearchSpace space = SpaceOfModel.of(bundled(), settings(Optional.empty()));
    assertThat(space.values())
        .containsEntry(Axis.SCHEME, List.of("fp32", "dynamic", "static"))
        .containsEntry(Axis.SIZE, List.of("360", "352", "320", "256", "224", "192"))
        .containsEntry(Axis.BEFORE_NMS, List.of("400", "300", "200", "150", "100"))
        .containsEntry(Axis.AFTER_NMS, List.of("300", "200", "150", "100", "75"))
        .containsEntry(Axis.DETECTIONS, List.of("100", "50", "30"))
        .containsEntry(Axis.RANGES, List.of("entropy", "minmax", "percentile", "mse"))
        .containsEntry(Axis.THREADS, List.of("4", "2"));
    assertThat(space.name(space.start())).isEqualTo("fp32");
    Candidate candidate =
        space.start().with(Axis.SCHEME, "static").with(Axis.SIZE, "320").with(Axis.AFTER_NMS, "75");
    assertThat(space.name(candidate)).isEqualTo("static-size320-post75");
  }

  @Test
  void imagesThatKeepTheirSizeHaveNoOther() throws IOException {
    MaskRcnnConfig config = bundled();
    SearchSpace space =
        SpaceOfModel.of(
            config.withInput(config.input().withSize(0, 0)), settings(Optional.of(Map.of())));
    assertThat(space.values())
        .containsEntry(Axis.SIZE, List.of("0"))
        .containsEntry(Axis.RANGES, List.of("given"));
  }
}
