package dev.quantmask.detection;

/**
 * Holds what the network found in one image, not yet cut out: the part of the work that needs no
 * libtorch, so that the thread which ran the network is free for the next image.
 */
@FunctionalInterface
public interface PendingDetections {
  /** Pastes and encodes masks; the timing has {@code inference} and {@code postprocess} filled. */
  Detections detections(DetectionOptions options);
}
