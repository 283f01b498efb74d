package dev.quantmask.detection;

import dev.quantmask.image.ImageLimits;

/**
 * How much a service takes on at once.
 *
 * @param lanes inferences that run at the same time, at least 1
 * @param waiting requests that may wait for a lane beside those that run
 */
public record ServiceLimits(ImageLimits image, int lanes, int waiting) {
  public ServiceLimits {
    if (lanes < 1) {
      throw new IllegalArgumentException("lanes: expected at least 1, found " + lanes);
    }
    if (waiting < 0) {
      throw new IllegalArgumentException("waiting: expected at least 0, found " + waiting);
    }
  }
}
