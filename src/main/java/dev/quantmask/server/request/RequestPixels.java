package dev.quantmask.server.request;

import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.serving.DetectionRequest;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.function.Supplier;

/**
 * Counts the pixels of all images of a request by their headers, before the first of them is
 * decoded: one that cannot be answered in time is refused as a whole, instead of its last images.
 */
public final class RequestPixels {
  private final ServerSettings settings;
  private long pixels;

  private RequestPixels(ServerSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws ProblemException when they are too many
   */
  public static void checkInputs(List<Supplier<DetectRequest>> images, ServerSettings settings) {
    RequestPixels all = new RequestPixels(settings);
    for (Supplier<DetectRequest> image : images) {
      try {
        all.add(image.get().image());
      } catch (ProblemException e) {
        // It has no image; the client is told when it is its turn.
      }
    }
    all.check();
  }

  /**
   * @throws ProblemException when they are too many
   */
  public static void check(List<DetectionRequest.Image> images, ServerSettings settings) {
    RequestPixels all = new RequestPixels(settings);
    for (DetectionRequest.Image image : images) {
      if (image instanceof DetectionRequest.Encoded encoded) {
        all.add(encoded.bytes());
      }
    }
    all.check();
  }

  private void add(byte[] image) {
    try {
      pixels += ImageDecoder.open(image, settings.limits().image()).pixels();
    } catch (ImageException e) {
      // It has no pixels; the client is told when it is the turn of this image.
    }
  }

  private void check() {
    if (pixels > settings.maxPixelsPerRequest()) {
      throw new ProblemException(
          413,
          Text.format(
              "the images have too many pixels: expected at most %d in one request"
                  + " (quantmask.limits.max-pixels-per-request), found %d; send fewer images in each",
              settings.maxPixelsPerRequest(), pixels));
    }
  }
}
