package dev.quantmask.serving.api;

import java.time.Duration;

/**
 * Says which images go through the network together: those of one size and model that wait.
 *
 * @param maxSize most images of a batch; 1: one at a time
 * @param maxDelay how long the first of a batch waits for others when a worker is free
 */
public record BatchPolicy(int maxSize, Duration maxDelay) {
  public static final BatchPolicy ONE_BY_ONE = new BatchPolicy(1, Duration.ZERO);

  public BatchPolicy {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize: expected at least 1, found " + maxSize);
    }
    if (maxDelay.isNegative()) {
      throw new IllegalArgumentException("maxDelay: expected at least 0, found " + maxDelay);
    }
  }
}
