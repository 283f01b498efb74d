package dev.quantmask.serving;

import dev.quantmask.image.ImageLimits;

/**
 * How much is taken on at once.
 *
 * @param image of one picture; as many pixels may be decoded at once of all together
 * @param lanes inferences that run at the same time, at least 1
 * @param waiting requests beside as many as there are lanes
 * @param bodyBytes of all requests together
 */
public record ServingLimits(
    ImageLimits image, int lanes, int waiting, long bodyBytes, BatchPolicy batch) {
  public ServingLimits {
    if (lanes < 1) {
      throw new IllegalArgumentException("lanes: expected at least 1, found " + lanes);
    }
    if (waiting < 0) {
      throw new IllegalArgumentException("waiting: expected at least 0, found " + waiting);
    }
    if (bodyBytes < 1) {
      throw new IllegalArgumentException("bodyBytes: expected at least 1, found " + bodyBytes);
    }
  }
}
