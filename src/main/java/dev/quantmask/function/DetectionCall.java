package dev.quantmask.function;

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
