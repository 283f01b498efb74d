package dev.quantmask.serving.scheduling;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * An image on its way through the network.
 *
 * @param model its name; null for a warm-up, which is not counted
 */
record InferenceJob(
    String model,
    Detector detector,
    RgbImage image,
    Deadline deadline,
    Client client,
    long submittedNanos,
    CompletableFuture<PendingDetections> result) {
  /** Returns whether both can go through the network together. */
  boolean matches(InferenceJob other) {
    return detector == other.detector
        && Objects.equals(model, other.model)
        && image.width() == other.image.width()
        && image.height() == other.image.height();
  }

  /** Tells whether it is still worth the work; if not, its request fails with the reason. */
  boolean isWanted() {
    if (client.isGone()) {
      result.completeExceptionally(new ClientDisconnectedException());
    } else if (deadline.remainingNanos() <= 0) {
      result.completeExceptionally(new DeadlineExceededException(deadline));
    }
    return !result.isDone();
  }
}
