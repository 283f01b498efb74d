package dev.quantmask.server.detections;

import dev.quantmask.server.request.FunctionInput;

/** A request that {@link DetectionCalls} has looked at. */
public final class DetectionCall {
  private final FunctionInput input;

  DetectionCall(FunctionInput input) {
    this.input = input;
  }

  FunctionInput input() {
    return input;
  }

  byte[] image() {
    return input.image();
  }
}
