package dev.quantmask.serving;

import dev.quantmask.detection.Stopwatch;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.OpenedImage;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.admission.ImageMemory;
import dev.quantmask.serving.api.ServingException;

/** Decodes images, no more at the same time than there is memory for. */
final class BoundedImageDecoder {
  private final ImageLimits limits;
  private final ImageMemory memory;

  BoundedImageDecoder(ImageLimits limits, long bytes) {
    this.limits = limits;
    this.memory = new ImageMemory(bytes);
  }

  @FunctionalInterface
  interface Decoder {
    Pixels decode() throws ImageException;
  }

  /**
   * Decoded pixels.
   *
   * @param waited for memory that other images held, in milliseconds
   * @param decode in milliseconds
   */
  record Pixels(RgbImage image, double waited, double decode) {}

  /**
   * Memory for an image, until it is closed: by then nothing may hold its pixels.
   *
   * @param bytesPerPixel that it takes once it is decoded
   */
  record Reserved(Decoder decoder, ImageMemory.Share share, int bytesPerPixel)
      implements AutoCloseable {
    Pixels decode() throws ImageException {
      Pixels pixels = decoder.decode();
      share.shrink(bytesPerPixel);
      return pixels;
    }

    @Override
    public void close() {
      share.close();
    }
  }

  /** Waits for memory. */
  Reserved reserve(DetectionRequest request) throws ImageException, ServingException {
    int later = RgbImage.BYTES_PER_PIXEL + request.answerBytesPerPixel();
    if (request.image() instanceof DetectionRequest.Decoded decoded) {
      RgbImage image = decoded.image();
      long pixels = (long) image.width() * image.height();
      ImageMemory.Share share = memory.take(pixels, later, request.deadline());
      return new Reserved(() -> new Pixels(image, 0, 0), share, later);
    }
    Stopwatch watch = new Stopwatch();
    OpenedImage opened =
        request.image() instanceof DetectionRequest.Raw raw
            ? raw.format().open(raw.bytes(), limits)
            : ImageDecoder.open(((DetectionRequest.Encoded) request.image()).bytes(), limits);
    double opening = watch.lap();
    int most = Math.max(opened.bytesPerPixel(), later);
    ImageMemory.Share share = memory.take(opened.pixels(), most, request.deadline());
    double waited = watch.lap();
    return new Reserved(() -> decode(opened, opening, waited), share, later);
  }

  private static Pixels decode(OpenedImage opened, double opening, double waited)
      throws ImageException {
    Stopwatch watch = new Stopwatch();
    RgbImage image = opened.decode();
    return new Pixels(image, waited, opening + watch.lap());
  }

  long pixels() {
    return memory.pixels();
  }
}
