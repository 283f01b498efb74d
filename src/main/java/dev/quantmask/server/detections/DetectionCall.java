package dev.quantmask.server.detections;

import dev.quantmask.server.request.DetectRequest;

/** A request that {@link EventDetectionService} has looked at. */
public final class DetectionCall {
  private final DetectRequest input;

  DetectionCall(DetectRequest input) {
    this.input = input;
  }

  DetectRequest input() {
    return input;
  }

  byte[] image() {
    return input.image();
  }
}
