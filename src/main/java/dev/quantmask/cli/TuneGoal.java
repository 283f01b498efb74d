package dev.quantmask.cli;

import dev.quantmask.tuning.Goal;
import picocli.CommandLine.Option;

/** Says what `tune` is to reach; one of the two. */
final class TuneGoal {
  @Option(
      names = "--target-ms",
      required = true,
      paramLabel = "MS",
      description =
          "At most that many milliseconds an image, network and masks, and the least AP lost.")
  private Double milliseconds;

  @Option(
      names = "--max-loss",
      required = true,
      paramLabel = "POINTS",
      description =
          "At most that many points of AP less than the model, of boxes and of masks, and the"
              + " fastest.")
  private Double points;

  Goal goal() {
    return UsageException.check(
        "--", () -> points == null ? new Goal.Time(milliseconds) : new Goal.Loss(points));
  }
}
