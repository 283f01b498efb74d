package dev.quantmask.cli;

import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.RangesFile;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.TerminalReport;
import dev.quantmask.text.Visible;
import dev.quantmask.tuning.Goal;
import dev.quantmask.tuning.TuningRun;
import dev.quantmask.tuning.TuningSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "tune",
    header = "Finds the settings that are fastest, or lose least, on this machine.",
    description = {
      "Measures candidates on annotated images, as `evaluate` does: schemes, smaller images, fewer"
          + " proposals and detections, layers that are not static, ways to choose ranges, threads."
          + " It writes the best one, in which the manifest says how it was chosen; `inspect`"
          + " prints it.",
      "Values are measured one by one on a part of the images, then what should be best of all"
          + " combinations on all images, and last the best ones and the model in turn: that"
          + " decides, and no estimate does. AP and time depend on the images: judge the result on"
          + " others.",
      "Ends with "
          + ExitCodes.BELOW_THRESHOLD
          + " if nothing reaches the goal; what comes nearest is written even so."
    },
    footer = {
      "",
      "Example:",
      "  quantmask tune --model model.pt --annotations annotations.val.json --images frames \\",
      "      --calibration frames --max-loss 0.3 --budget 30m --out best.pt"
    })
final class TuneCommand implements Callable<Integer> {
  private final Console console;
  private final DetectorOpener detectors;

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private TuneSubject subject;

  @ArgGroup(multiplicity = "1")
  private TuneGoal goal;

  @Mixin private TuneOptions options;
  @Mixin private RangeOptions ranges;

  TuneCommand(Console console, DetectorOpener detectors) {
    this.console = console;
    this.detectors = detectors;
  }

  @Override
  public Integer call() throws IOException {
    Goal wanted = goal.goal();
    requireRanges();
    options.limit();
    options.threads();
    String again = CommandText.toResume(arguments());
    Interruption.explain(() -> "interrupted; what was measured is kept. To continue: " + again);
    TuningSettings settings = settings(wanted);
    Comparison comparison;
    try (TuningProgress progress = TuningProgress.of(console)) {
      comparison = TuningRun.run(settings, detectors, progress, System::nanoTime);
    }
    console.print(TerminalReport.of(comparison));
    return judge(comparison, wanted);
  }

  private void requireRanges() {
    if (ranges.hasImages() == ranges.hasRanges()) {
      throw new UsageException(
          ranges.hasImages()
              ? "--calibration, --ranges: expected one of them, found both"
              : "--calibration: scheme static needs images, and none are given");
    }
  }

  private TuningSettings settings(Goal wanted) throws IOException {
    Path folder = options.report();
    Optional<Map<String, ActivationRange>> given =
        ranges.hasRanges() ? Optional.of(RangesFile.read(ranges.ranges())) : Optional.empty();
    return new TuningSettings(
        subject.archive(folder),
        options.annotations,
        ranges.folderOf(options.annotations),
        options.limit(),
        ranges.hasImages() ? ranges.calibrationImages() : List.of(),
        ranges.method(),
        given,
        options.threads(),
        wanted,
        options.budgetSeconds(),
        folder,
        options.out,
        options.resume,
        CommandText.of(arguments()),
        Version.number());
  }

  private int judge(Comparison comparison, Goal wanted) {
    console.note("%s: %s", options.out, comparison.selection().chosen().name());
    if (comparison.selection().reached()) {
      return ExitCodes.FINE;
    }
    console
        .error()
        .print(
            Visible.format(
                "quantmask: tune: nothing that was measured reaches the goal (%s); %s is what comes"
                    + " nearest%n",
                wanted.text(), options.out));
    return ExitCodes.BELOW_THRESHOLD;
  }

  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }
}
