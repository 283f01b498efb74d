package dev.quantmask.cli;

import dev.quantmask.detection.DetectionOptions;
import picocli.CommandLine.Option;

/** Says which of the detections in an image are kept, in every program that detects. */
public final class DetectionFilterOptions {
  @Option(
      names = "--min-score",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Leave out what scores lower than S, 0 to 1; default: the model's own threshold.")
  private double minScore;

  @Option(
      names = "--max-detections",
      paramLabel = "N",
      defaultValue = "2147483647",
      description = "Keep the best N of each image; default: all.")
  private int maxDetections;

  @Option(
      names = "--class-agnostic-nms",
      description =
          "Keep only the best of objects whose boxes overlap by an IoU above 0.5, whatever their"
              + " classes.")
  private boolean classAgnosticNms;

  /**
   * Returns the options for a detector.
   *
   * @param masks whether they are computed
   * @throws IllegalArgumentException when one is outside its range
   */
  public DetectionOptions with(boolean masks) {
    return new DetectionOptions(minScore, maxDetections, masks, classAgnosticNms);
  }
}
