package dev.quantmask.cli;

import dev.quantmask.model.network.Converter;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.LayerPatterns;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.sensitivity.Sensitivity;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "quantize",
    description = {
      "Makes an archive in 8-bit integers of one that `convert` wrote.",
      "linear: linear layers only, one scale a tensor, as torch's quantize_dynamic.",
      "dynamic: convolutions too, a scale for each output channel, activations at run time.",
      "static: as dynamic, with the ranges of activations from your own images: faster.",
      "With --analyze it writes no archive, but measures what 8 bits cost and gain, group of layers"
          + " by group of layers."
    },
    footer = {
      "",
      "Example:",
      "  quantmask quantize --model model.pt --scheme static --calibration frames \\",
      "      --out model-int8.pt"
    })
final class QuantizeCommand implements Callable<Integer> {
  private static final String AUTOMATIC = "auto";

  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The archive to quantize, as convert wrote it.")
  private Path model;

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "The scheme: linear, dynamic or static; default with --analyze: static.")
  private String scheme;

  @Mixin private CalibrationOptions calibration;

  @Option(
      names = "--keep-fp32",
      paramLabel = "PATTERN",
      split = ",",
      description = {
        "Layers to keep in floating point, separated by commas, such as rpn.objectness,box_head.*;"
            + " or auto, which measures first, and keeps those that --analyze recommends."
      })
  private List<String> kept = List.of();

  @Option(names = "--analyze", description = "Measure instead of writing an archive.")
  private boolean analyze;

  @Mixin private AnalysisOptions analysis;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "The archive to write; with --analyze a folder for analysis.json and analysis.png.")
  private Path out;

  QuantizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    requireOptions();
    Scheme chosen =
        scheme == null ? Scheme.STATIC : UsageException.check("--", () -> Scheme.of(scheme));
    requireImages(chosen);
    Set<String> named = named();
    QuantizationPlan plan = new QuantizationPlan(chosen, ranges(chosen), named);
    if (analyze) {
      SensitivityReport.write(measure(plan), console.output(), out);
    } else {
      quantize(kept.contains(AUTOMATIC) ? keepingWhatIsWorthIt(plan) : plan);
    }
    return ExitCodes.FINE;
  }

  private void requireOptions() {
    if (!analyze && scheme == null) {
      throw new UsageException("Missing required option: '--scheme=SCHEME'");
    }
    if (!analyze && out == null) {
      throw new UsageException("Missing required option: '--out=PATH'");
    }
    if (analyze && !kept.isEmpty()) {
      throw new UsageException("--keep-fp32: --analyze measures, and keeps nothing");
    }
    if (kept.contains(AUTOMATIC) && kept.size() > 1) {
      throw new UsageException("--keep-fp32: expected auto alone, found " + kept);
    }
    analysis.requireImages();
    if (!measures() && analysis.areGiven()) {
      throw new UsageException(
          "--annotations, --max-eval-images, --group-by: only --analyze and --keep-fp32 auto measure");
    }
  }

  private void requireImages(Scheme chosen) {
    if (chosen == Scheme.FP32) {
      throw new UsageException("--scheme: fp32 is not quantized; choose linear, dynamic or static");
    }
    if (chosen == Scheme.LINEAR && (measures() || !kept.isEmpty())) {
      throw new UsageException(
          "--scheme: expected dynamic or static to measure or keep layers, found linear");
    }
    boolean calibrates = chosen.needsRanges() || measures();
    if (!calibrates && (calibration.hasImages() || calibration.hasRanges())) {
      throw new UsageException(
          Text.format("--calibration: scheme %s does not calibrate", chosen.label()));
    }
    if (measures() && !calibration.hasImages()) {
      throw new UsageException("--calibration: measuring needs images, and none are given");
    }
    if (calibrates && calibration.hasImages() == calibration.hasRanges()) {
      throw new UsageException(
          calibration.hasImages()
              ? "--calibration, --ranges: expected one of them, found both"
              : "--calibration: scheme static needs images, and none are given");
    }
  }

  private boolean measures() {
    return analyze || kept.contains(AUTOMATIC);
  }

  private Map<String, ActivationRange> ranges(Scheme chosen) throws IOException {
    return chosen.needsRanges() ? calibration.ranges(model, console) : Map.of();
  }

  private Sensitivity measure(QuantizationPlan plan) throws IOException {
    try (ImageProgress progress = ImageProgress.of(console, "measure")) {
      return analysis.measure(model, plan, calibration, progress);
    }
  }

  /** The layers that patterns name, which may be none. */
  private Set<String> named() throws IOException {
    if (kept.isEmpty() || kept.equals(List.of(AUTOMATIC))) {
      return Set.of();
    }
    try (ModelArchive archive = ModelArchive.open(model)) {
      return LayerPatterns.matching(kept, archive.layerPaths());
    }
  }

  private QuantizationPlan keepingWhatIsWorthIt(QuantizationPlan plan) throws IOException {
    return new QuantizationPlan(plan.scheme(), plan.ranges(), measure(plan).layersWorthKeeping());
  }

  private void quantize(QuantizationPlan plan) throws IOException {
    Converter.quantize(model, plan, out);
    if (!kept.isEmpty()) {
      Set<String> layers = new TreeSet<>(plan.real());
      console.note("in floating point: %s", layers.isEmpty() ? "nothing" : layers);
    }
    long before = Files.size(model);
    long after = Files.size(out);
    console.note(
        "%s: %s, %.1f%% of %s",
        out, ByteSize.megabytes(after), 100.0 * after / before, ByteSize.megabytes(before));
  }
}
