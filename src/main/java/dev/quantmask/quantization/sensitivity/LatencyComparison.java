package dev.quantmask.quantization.sensitivity;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.image.RgbImage;
import java.util.Arrays;
import java.util.List;

/**
 * Detectors in turn on the same images, so that a busy machine is fair to all. Of each image the
 * best time counts: what disturbs only makes slower.
 */
final class LatencyComparison {
  static final int ROUNDS = 6; // the first warms up

  private final double[][] best; // milliseconds by detector and image

  LatencyComparison(List<Detector> detectors, List<RgbImage> images) {
    best = new double[detectors.size()][images.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int image = 0; image < images.size(); image++) {
        for (int i = 0; i < detectors.size(); i++) {
          double time =
              detectors.get(i).detect(images.get(image), DetectionOptions.ALL).timing().total();
          best[i][image] = round == 0 ? time : Math.min(best[i][image], time);
        }
      }
    }
  }

  /** Mean over the images of a detector's best times. */
  double milliseconds(int detector) {
    return Arrays.stream(best[detector]).average().orElseThrow();
  }
}
