package dev.quantmask.quantization.sensitivity;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.image.RgbImage;
import java.util.Arrays;
import java.util.List;

/**
 * Detectors in turn on the same frames, so that a busy machine is fair to all. Of each frame the
 * best time counts: what disturbs only makes slower.
 */
final class LatencyComparison {
  static final int ROUNDS = 6; // the first warms up

  private final double[][] best; // milliseconds by detector and frame

  LatencyComparison(List<Detector> detectors, List<RgbImage> frames) {
    best = new double[detectors.size()][frames.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int frame = 0; frame < frames.size(); frame++) {
        for (int i = 0; i < detectors.size(); i++) {
          double time =
              detectors.get(i).detect(frames.get(frame), DetectionOptions.ALL).timing().total();
          best[i][frame] = round == 0 ? time : Math.min(best[i][frame], time);
        }
      }
    }
  }

  /** Mean over the frames of a detector's best times. */
  double milliseconds(int detector) {
    return Arrays.stream(best[detector]).average().orElseThrow();
  }
}
