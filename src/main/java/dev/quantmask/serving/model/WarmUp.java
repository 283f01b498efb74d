package dev.quantmask.serving.model;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.scheduling.InferenceWorkerPool;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs a new model on one frame before anybody else does: what cannot run is not served, and the
 * first request does not pay for what libtorch sets up when it first sees a size.
 */
public final class WarmUp {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SHARE = 8; // of the memory for images, beside them

  private record Size(int width, int height) {
    long bytes() {
      return (long) width * height * RgbImage.BYTES_PER_PIXEL;
    }
  }

  private final InferenceWorkerPool workers;
  private final long mostBytes;
  private volatile Size size = new Size(640, 360);

  /**
   * @param imageBytes memory for the images of requests
   */
  public WarmUp(InferenceWorkerPool workers, long imageBytes) {
    this.workers = workers;
    this.mostBytes = imageBytes / SHARE;
  }

  /** The size that is asked for is the size to be ready for, unless that takes much memory. */
  public void sees(RgbImage image) {
    Size seen = new Size(image.width(), image.height());
    if (seen.bytes() <= mostBytes) {
      size = seen;
    }
  }

  /**
   * Runs the frame, in turn with everybody else's.
   *
   * @throws IOException when the model cannot run it, saying why
   */
  void run(Detector detector) throws IOException {
    try {
      workers
          .run(null, detector, frame(size), Deadline.in(PATIENCE), Client.PATIENT)
          .detections(DetectionOptions.ALL);
    } catch (ServingException | RuntimeException e) {
      throw new IOException("the model fails on a warm-up frame: " + e.getMessage(), e);
    }
  }

  /** Something to look at: a smooth image. */
  private static RgbImage frame(Size size) {
    byte[] pixels = new byte[Math.toIntExact(size.bytes())];
    int row = RgbImage.BYTES_PER_PIXEL * size.width();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / row + i % row);
    }
    return new RgbImage(size.width(), size.height(), pixels);
  }
}
