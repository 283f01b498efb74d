package dev.quantmask.serving.api;

import dev.quantmask.image.ImageLimits;

/**
 * Bounds what may be in work at the same time.
 *
 * @param image of one image
 * @param imageBytes bytes of the heap that all images take together while they are decoded and
 *     after
 * @param workers inferences that run at the same time, at least 1
 * @param waiting requests that wait, besides one for each worker
 * @param bodyBytes of all requests together
 */
public record ServingLimits(
    ImageLimits image,
    long imageBytes,
    int workers,
    int waiting,
    long bodyBytes,
    BatchPolicy batch) {
  public ServingLimits {
    if (workers < 1) {
      throw new IllegalArgumentException("workers: expected at least 1, found " + workers);
    }
    if (imageBytes < 1) {
      throw new IllegalArgumentException("imageBytes: expected at least 1, found " + imageBytes);
    }
    if (waiting < 0) {
      throw new IllegalArgumentException("waiting: expected at least 0, found " + waiting);
    }
    if (bodyBytes < 1) {
      throw new IllegalArgumentException("bodyBytes: expected at least 1, found " + bodyBytes);
    }
  }
}
