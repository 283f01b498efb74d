package dev.quantmask.cli;

import dev.quantmask.report.Comparison;
import dev.quantmask.report.Thresholds;
import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Says what a build demands of a comparison. */
final class ThresholdOptions {
  @Option(
      names = "--fail-if-ap-drop",
      paramLabel = "POINTS",
      description = {
        "End with "
            + ExitCodes.BELOW_THRESHOLD
            + " if box AP or mask AP of a model is lower than the first's by more than"
            + " that many points."
      })
  private Double mostDrop;

  @Option(
      names = "--fail-if-slower-than",
      paramLabel = "RATIO",
      description = {
        "End with "
            + ExitCodes.BELOW_THRESHOLD
            + " if a model is less than that many times as fast as the first."
      })
  private Double leastSpeedUp;

  Thresholds thresholds() {
    return new Thresholds(optional(mostDrop), optional(leastSpeedUp));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The exit code; every reason is said. */
  static int judge(Thresholds thresholds, Comparison comparison, PrintStream error) {
    List<String> failures = thresholds.failures(comparison);
    failures.forEach(failure -> error.print(Visible.format("quantmask: threshold: %s%n", failure)));
    return failures.isEmpty() ? ExitCodes.FINE : ExitCodes.BELOW_THRESHOLD;
  }
}
