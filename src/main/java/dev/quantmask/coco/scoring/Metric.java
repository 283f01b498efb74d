package dev.quantmask.coco.scoring;

import dev.quantmask.coco.Frequency;

/**
 * A figure.
 *
 * @param key its name in tables and JSON
 * @param threshold the IoU that it is at; {@link #MEAN}: it is averaged over all of them
 * @param area the {@link AreaRange#key} of the objects that count
 * @param limit the position in {@link ScoringOptions#maxDetections} that it is at, or {@link
 *     #AT_100}
 * @param frequency the classes it is averaged over; null: over all
 */
public record Metric(
    String key, Kind kind, double threshold, String area, int limit, Frequency frequency) {
  /** Names what is averaged. */
  public enum Kind {
    /** At 101 recalls. */
    PRECISION,
    /** Of all detections. */
    RECALL
  }

  static final double MEAN = -1;

  /** The limit is 100 literally: without a limit of 100 there is no figure. */
  static final int AT_100 = -1;

  // Some of COCO's own; what else there is depends on the options.
  public static final Metric AP = new Metric("AP", Kind.PRECISION, MEAN, "", AT_100, null);
  public static final Metric AP50 = precision("50", Thresholds.IOU_50, "");
  public static final Metric AP75 = precision("75", Thresholds.IOU_75, "");
  public static final Metric AP_SMALL = precision("s", MEAN, "s");
  public static final Metric AP_MEDIUM = precision("m", MEAN, "m");
  public static final Metric AP_LARGE = precision("l", MEAN, "l");
  public static final Metric AR100 = new Metric("AR100", Kind.RECALL, MEAN, "", 2, null);

  private static Metric precision(String key, double threshold, String area) {
    return new Metric("AP" + key, Kind.PRECISION, threshold, area, 2, null);
  }
}
