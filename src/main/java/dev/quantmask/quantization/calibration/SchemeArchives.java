package dev.quantmask.quantization.calibration;

import dev.quantmask.model.network.Converter;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Writes a checkpoint of Detectron2 as archives of several schemes.
 *
 * @param classes labels by class id; empty for {@code class_0}, …
 * @param calibration images that the ranges of scheme static come from
 * @param seen is told how many of them were read
 */
public record SchemeArchives(
    Path checkpoint, Path config, List<String> classes, List<Path> calibration, IntConsumer seen) {
  /** Returns where the archives of all schemes are, fp32 first. */
  public static List<Path> all(Path folder) {
    return Arrays.stream(Scheme.values()).map(scheme -> archive(folder, scheme)).toList();
  }

  /** Writes the archives {@code fp32.pt}, … into a folder, and returns those of the schemes. */
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
        Calibration.ranges(converted, calibration, RangeMethod.MSE, seen);
    return new QuantizationPlan(scheme, ranges, Set.of());
  }
}
