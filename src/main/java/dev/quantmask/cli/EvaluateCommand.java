package dev.quantmask.cli;

import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.evaluation.Evaluation;
import dev.quantmask.evaluation.EvaluationSettings;
import dev.quantmask.evaluation.Figures;
import dev.quantmask.evaluation.RunFolder;
import dev.quantmask.quantization.calibration.SchemeArchives;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.Reports;
import dev.quantmask.report.TerminalReport;
import dev.quantmask.report.Thresholds;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    header = "Compares models on annotated images: time, memory and average precision.",
    description = {
      "The models run in turn on every image, so that a busy machine is fair to all. AP is that of"
          + " pycocotools.",
      "Prints two tables, and writes what was measured and the reports to --out.",
      "Ends with " + ExitCodes.BELOW_THRESHOLD + " if a model misses what --fail-if-… demands."
    },
    footer = {
      "",
      "Example:",
      "  quantmask evaluate --annotations annotations.val.json --images frames \\",
      "      --model model.pt --model model-int8.pt --out report"
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;
  private final DetectorOpener detectors;

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private EvaluateSubject subject;

  @Mixin private EvaluateOptions options;
  @Mixin private ThresholdOptions thresholdOptions;

  EvaluateCommand(Console console, DetectorOpener detectors) {
    this.console = console;
    this.detectors = detectors;
  }

  @Override
  public Integer call() throws IOException {
    Thresholds thresholds = UsageException.check("--", thresholdOptions::thresholds);
    if (subject.merge != null) {
      requireNoneOfMeasuring();
      return merge(thresholds);
    }
    requireMeasurable(thresholds);
    return measure(thresholds);
  }

  private int measure(Thresholds thresholds) throws IOException {
    EvaluationSettings settings = UsageException.check("--", () -> settings(models()));
    String again = CommandText.toResume(arguments());
    Interruption.explain(() -> "interrupted; what was measured is kept. To continue: " + again);
    RunFolder folder = new RunFolder(options.out);
    folder.requireFree(options.shard, options.resume);
    if (subject.checkpoint != null) {
      subject.checkpoint.write(
          folder.models(), options.resume, options.annotations, options.images, console);
    }
    run(settings);
    if (options.shard.count() > 1) {
      console.note("%s: measured; `evaluate --merge` compares", folder.part(options.shard));
      return ExitCodes.FINE;
    }
    return report(Figures.of(List.of(options.out), options.places(), Optional.empty()), thresholds);
  }

  private List<Path> models() {
    return subject.checkpoint == null
        ? subject.models
        : SchemeArchives.all(new RunFolder(options.out).models());
  }

  private EvaluationSettings settings(List<Path> models) {
    return options.settings(models, command(), Version.number());
  }

  private void run(EvaluationSettings settings) throws IOException {
    try (EvaluationProgress progress =
        new EvaluationProgress(console.error(), console.isOnTerminal())) {
      Evaluation.run(settings, detectors::open, progress);
    }
  }

  private int merge(Thresholds thresholds) throws IOException {
    if (!options.resume) {
      new RunFolder(options.out).requireNoReports();
    }
    return report(Figures.of(subject.merge, options.places(), Optional.of(command())), thresholds);
  }

  private int report(Comparison comparison, Thresholds thresholds) throws IOException {
    if (!thresholds.isEmpty() && comparison.models().size() < 2) {
      throw new IllegalArgumentException(
          "--fail-if-…: expected results of at least two models, found one");
    }
    Reports.write(comparison, options.out);
    console.print(TerminalReport.of(comparison));
    return ThresholdOptions.judge(thresholds, comparison, console.error());
  }

  private void requireMeasurable(Thresholds thresholds) {
    if (options.annotations == null || options.images == null) {
      throw new UsageException("Missing required options: --annotations=FILE and --images=DIR");
    }
    if (subject.models != null && subject.models.size() == 1 && !thresholds.isEmpty()) {
      throw new UsageException("--fail-if-…: expected at least two --model, found one");
    }
    if (options.shard.count() > 1 && !thresholds.isEmpty()) {
      throw new UsageException(
          "--fail-if-…: expected with --merge, which compares; found with --shard");
    }
    if (options.shard.count() > 1 && subject.checkpoint != null) {
      throw new UsageException(
          "--shard: expected --model, the same files on every machine, found --checkpoint; convert"
              + " and quantize first");
    }
  }

  private void requireNoneOfMeasuring() {
    for (String option : EvaluateOptions.OF_MEASURING) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(
            Text.format("%s: expected for measuring, found with --merge", option));
      }
    }
  }

  /** Returns the command as it was typed, but for the program. */
  private String command() {
    return CommandText.of(arguments());
  }

  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }
}
