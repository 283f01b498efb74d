package dev.quantmask.serving;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.image.RgbImage;
import dev.quantmask.image.YuvFormat;
import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.Deadline;

/**
 * Holds what an endpoint asks for.
 *
 * @param model its name; null for the default one
 * @param permit that the request got when it was let in, or null
 * @param answerBytesPerPixel of the heap, that making the answer takes for each pixel of the image
 */
public record DetectionRequest(
    Image image,
    String model,
    DetectionOptions options,
    Deadline deadline,
    Client client,
    BodyMemoryPermit permit,
    int answerBytesPerPixel) {
  /** Makes a request for an answer that is small beside the image, and not let in yet. */
  public DetectionRequest(
      Image image, String model, DetectionOptions options, Deadline deadline, Client client) {
    this(image, model, options, deadline, client, null, 0);
  }

  /** Returns the request with what it got when it was let in before its body was read. */
  public DetectionRequest admittedBy(BodyMemoryPermit given) {
    return new DetectionRequest(
        image, model, options, deadline, client, given, answerBytesPerPixel);
  }

  public DetectionRequest answeredWith(int bytesPerPixel) {
    return new DetectionRequest(image, model, options, deadline, client, permit, bytesPerPixel);
  }

  /** Holds the image as an endpoint got it. */
  public sealed interface Image {}

  /**
   * A file's bytes.
   *
   * @param bytes of a JPEG, PNG, WebP or BMP
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
  public record Encoded(byte[] bytes) implements Image {}

  /** A frame of an encoder, in YUV. */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
  public record Raw(byte[] bytes, YuvFormat format) implements Image {}

  /** Pixels, from a tensor. */
  public record Decoded(RgbImage image) implements Image {}
}
