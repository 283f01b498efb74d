package dev.quantmask.serving;

import dev.quantmask.detection.Stopwatch;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.OpenedImage;
import dev.quantmask.image.RgbImage;

/** Bytes to pixels, no more at once than fit the budget. */
final class PictureDecoding {
  private final ImageLimits limits;
  private final PixelBudget budget;

  PictureDecoding(ImageLimits limits) {
    this.limits = limits;
    this.budget = new PixelBudget(limits.maxPixels());
  }

  /**
   * Pixels that are accounted for until this is closed.
   *
   * @param waited for others to be closed, in milliseconds
   * @param decode in milliseconds
   */
  record Pixels(RgbImage image, PixelBudget.Share share, double waited, double decode)
      implements AutoCloseable {
    @Override
    public void close() {
      share.close();
    }
  }

  Pixels decode(DetectionRequest request) throws ImageException, DeadlineExceededException {
    if (request.picture() instanceof DetectionRequest.Decoded decoded) {
      RgbImage image = decoded.image();
      long pixels = (long) image.width() * image.height();
      return new Pixels(image, budget.take(pixels, request.deadline()), 0, 0);
    }
    byte[] bytes = ((DetectionRequest.Encoded) request.picture()).bytes();
    Stopwatch watch = new Stopwatch();
    OpenedImage opened = ImageDecoder.open(bytes, limits);
    double header = watch.lap();
    PixelBudget.Share share = budget.take(opened.pixels(), request.deadline());
    double waited = watch.lap();
    try {
      return new Pixels(opened.decode(), share, waited, header + watch.lap());
    } catch (ImageException | RuntimeException | Error e) {
      share.close();
      throw e;
    }
  }

  long pixels() {
    return budget.taken();
  }
}
