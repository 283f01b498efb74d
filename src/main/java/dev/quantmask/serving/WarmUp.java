package dev.quantmask.serving;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs a new model on one frame before anybody else does: what cannot run is not served, and the
 * first request does not pay for what libtorch sets up when it first sees a size.
 */
final class WarmUp {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final InferenceLanes lanes;
  private volatile RgbImage frame = frame(640, 360);

  WarmUp(InferenceLanes lanes) {
    this.lanes = lanes;
  }

  /** The size that is asked for is the size to be ready for. */
  void sees(RgbImage image) {
    RgbImage last = frame;
    if (last.width() != image.width() || last.height() != image.height()) {
      frame = frame(image.width(), image.height());
    }
  }

  /**
   * Runs the frame, in turn with everybody else's.
   *
   * @throws IOException when the model cannot run it, saying why
   */
  void run(Detector detector) throws IOException {
    try {
      lanes
          .run(detector, frame, Deadline.in(PATIENCE), Caller.PATIENT)
          .detections(DetectionOptions.ALL);
    } catch (ServingException | RuntimeException e) {
      throw new IOException("the model fails on a warm-up frame: " + e.getMessage(), e);
    }
  }

  /** Something to look at: a smooth picture. */
  private static RgbImage frame(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / (3 * width) + i % (3 * width));
    }
    return new RgbImage(width, height, pixels);
  }
}
