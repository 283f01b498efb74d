package dev.quantmask.detection;

import java.util.List;

/** The answer for one image: its size in pixels, what was found (best score first), and timing. */
public record Detections(int width, int height, List<Detection> detections, Timing timing) {
  public Detections {
    detections = List.copyOf(detections);
  }

  /** The same with other detections. */
  public Detections with(List<Detection> others) {
    return new Detections(width, height, others, timing);
  }

  /** The same with another timing. */
  public Detections timed(Timing other) {
    return new Detections(width, height, detections, other);
  }
}
