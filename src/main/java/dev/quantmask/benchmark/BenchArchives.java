package dev.quantmask.benchmark;

import dev.quantmask.model.network.Converter;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.calibration.Calibration;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Archives of a checkpoint of Detectron2, in several schemes.
 *
 * @param classes labels by class id; empty for {@code class_0}, …
 * @param calibration images that the ranges of scheme static come from
 */
public record BenchArchives(
    Path checkpoint, Path config, List<String> classes, List<Path> calibration) {
  /** Writes the archives {@code fp32.pt}, … into a folder, in the order of the schemes. */
  public List<Path> write(List<Scheme> schemes, Path folder) throws IOException {
    Path converted = archive(folder, Scheme.FP32);
    Converter.convertDetectron2(checkpoint, config, classes, converted);
    for (Scheme scheme : schemes) {
      if (scheme != Scheme.FP32) {
        Converter.quantize(converted, plan(scheme, converted), archive(folder, scheme));
      }
    }
    return schemes.stream().map(scheme -> archive(folder, scheme)).toList();
  }

  private static Path archive(Path folder, Scheme scheme) {
    return folder.resolve(scheme.label() + ".pt");
  }

  private QuantizationPlan plan(Scheme scheme, Path converted) throws IOException {
    if (!scheme.needsRanges()) {
      return QuantizationPlan.of(scheme);
    }
    Map<String, ActivationRange> ranges =
        Calibration.ranges(converted, calibration, RangeMethod.MSE, seen -> {});
    return new QuantizationPlan(scheme, ranges, Set.of());
  }
}
