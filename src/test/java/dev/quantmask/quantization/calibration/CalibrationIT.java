package dev.quantmask.quantization.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchModule;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.Converter;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.network.ProbeNetwork;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationIT {
  private static final Path DATA = Path.of("test-data/detectron2/r18_bn");

  @TempDir static Path directory;
  private static Path model;

  @BeforeAll
  static void convert() throws IOException {
    model = directory.resolve("fp32.pt");
    Converter.convertDetectron2(
        DATA.resolve("model.pth"), DATA.resolve("config.yaml"), List.of(), model);
  }

  private static List<RgbImage> frames() throws IOException {
    return List.of(
        ImageFile.read(DATA.resolve("images/wide.png"), ImageLimits.DEFAULT),
        ImageFile.read(Path.of("test-data/images/portrait.png"), ImageLimits.DEFAULT));
  }

  private static Map<String, ActivationRange> ranges(RangeMethod method) throws IOException {
    try (Calibration calibration = Calibration.of(model)) {
      frames().forEach(calibration::see);
      return calibration.ranges(method);
    }
  }

  /** The pyramid's levels, seen by another way: the network's features themselves. */
  @Test
  void leastAndLargestOfFramesOfSeveralSizes() throws IOException {
    Map<String, ActivationRange> ranges = ranges(RangeMethod.MINMAX);
    double low = 0;
    double high = 0;
    double step = 0;
    for (int level = 2; level <= 5; level++) {
      ActivationRange range = ranges.get("fpn.output" + level);
      low = Math.min(low, -range.scale() * range.zeroPoint());
      high = Math.max(high, range.scale() * (255 - range.zeroPoint()));
      step = Math.max(step, range.scale());
    }
    float least = 0;
    float largest = 0;
    for (RgbImage frame : frames()) {
      for (float value : features(frame)) {
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
    }
    assertThat(low).isCloseTo(least, within(step));
    assertThat(high).isCloseTo(largest, within(step));
  }

  private static float[] features(RgbImage frame) throws IOException {
    try (ModelArchive archive = ModelArchive.open(model);
        TorchModule probe =
            TorchModule.of(
                target -> ProbeNetwork.write(archive, QuantizationPlan.of(Scheme.FP32), target));
        TorchMemory memory = probe.memory()) {
      TorchTensor none = memory.floats(new float[0], 0, 4);
      TorchTensor noClasses = memory.longs(new long[0], 0);
      return probe
          .call(memory, "forward", memory.image(frame), none, none, noClasses)
          .get(0)
          .floats();
    }
  }

  @Test
  void everyLayerThatHandsOnActivationsHasARange() throws IOException {
    Map<String, ActivationRange> ranges = ranges(RangeMethod.MSE);
    try (ModelArchive archive = ModelArchive.open(model)) {
      List<String> expected =
          archive.layerPaths().stream()
              .filter(
                  path ->
                      !path.matches(
                          "rpn\\.(objectness|deltas)|box_head\\.(cls|bbox)_.*|.*\\.deconv"))
              .toList();
      assertThat(ranges.keySet()).containsExactlyElementsOf(expected);
    }
    assertThat(ranges.get("backbone.stem").zeroPoint()).as("after a ReLU").isZero();
    assertThat(ranges.get("fpn.lateral5").zeroPoint()).isPositive();
    assertThat(ranges).isEqualTo(ranges(RangeMethod.MSE));
  }
}
