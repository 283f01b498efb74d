package dev.quantmask.cli;

import dev.quantmask.calibration.RangeMethod;
import dev.quantmask.calibration.RangesFile;
import dev.quantmask.maskrcnn.ActivationRange;
import dev.quantmask.maskrcnn.Converter;
import dev.quantmask.maskrcnn.QuantizationPlan;
import dev.quantmask.maskrcnn.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "quantize",
    description = {
      "Makes an archive in 8-bit integers of one that `convert` wrote.",
      "linear: linear layers only, one scale a tensor, as torch's quantize_dynamic.",
      "dynamic: convolutions too, a scale for each output channel, activations at run time.",
      "static: as dynamic, with the ranges of activations from frames of yours: faster."
    })
final class QuantizeCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--model", required = true, paramLabel = "FILE")
  private Path model;

  @Option(
      names = "--scheme",
      required = true,
      paramLabel = "SCHEME",
      description = "linear, dynamic or static.")
  private String scheme;

  @Option(
      names = "--calibration",
      paramLabel = "PATH",
      description = "For static: a folder of pictures, or a COCO file.")
  private Path calibration;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Where the pictures of the COCO file are; default: beside it.")
  private Path images;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many of them to look at; default: ${DEFAULT-VALUE}.")
  private int frames;

  @Option(
      names = "--range",
      paramLabel = "METHOD",
      defaultValue = "mse",
      description = "minmax, percentile, mse or entropy; default: ${DEFAULT-VALUE}.")
  private RangeMethod range;

  @Option(
      names = "--save-ranges",
      paramLabel = "FILE",
      description = "Write the ranges that were chosen there, to make the same archive again.")
  private Path savedRanges;

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      description = "For static, instead of --calibration: ranges that --save-ranges wrote.")
  private Path ranges;

  @Option(names = "--out", required = true, paramLabel = "FILE")
  private Path out;

  QuantizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Converter.quantize(model, plan(), out);
    long before = Files.size(model);
    long after = Files.size(out);
    console
        .error()
        .printf(
            "%s: %s, %.1f%% of %s%n",
            out, Sizes.megabytes(after), 100.0 * after / before, Sizes.megabytes(before));
    return ExitCodes.FINE;
  }

  private QuantizationPlan plan() throws IOException {
    Scheme chosen = Scheme.of(scheme);
    requireFittingOptions(chosen);
    return new QuantizationPlan(chosen, chosen == Scheme.STATIC ? ranges() : Map.of(), Set.of());
  }

  private void requireFittingOptions(Scheme chosen) {
    if (chosen != Scheme.STATIC && (calibration != null || ranges != null)) {
      throw new IllegalArgumentException(
          "--calibration, --ranges: scheme %s does not calibrate".formatted(scheme));
    }
    if (chosen == Scheme.STATIC && (calibration == null) == (ranges == null)) {
      throw new IllegalArgumentException(
          "--calibration, --ranges: scheme static needs one of them, found %s"
              .formatted(ranges == null ? "none" : "both"));
    }
    if (savedRanges != null && calibration == null) {
      throw new IllegalArgumentException("--save-ranges: expected with --calibration");
    }
    if (frames < 1) {
      throw new IllegalArgumentException("--frames: expected at least 1, found " + frames);
    }
  }

  private Map<String, ActivationRange> ranges() throws IOException {
    if (ranges != null) {
      return RangesFile.read(ranges);
    }
    Map<String, ActivationRange> found =
        new CalibrationRun(calibration, Optional.ofNullable(images), frames, range)
            .ranges(model, console);
    if (savedRanges != null) {
      RangesFile.write(savedRanges, found);
    }
    return found;
  }
}
