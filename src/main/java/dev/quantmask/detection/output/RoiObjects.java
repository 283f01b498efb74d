package dev.quantmask.detection.output;

import dev.quantmask.detection.Detections;
import dev.quantmask.roi.RoiObject;
import java.util.List;

/** Detections as objects of the map for an encoder. */
public final class RoiObjects {
  private RoiObjects() {}

  /** Those that have a mask, and at least that score. */
  public static List<RoiObject> of(Detections found, double minScore) {
    return found.detections().stream()
        .filter(detection -> detection.mask() != null && detection.score() >= minScore)
        .map(detection -> new RoiObject(detection.label(), detection.mask()))
        .toList();
  }
}
