package dev.quantmask.serving.api;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.Timing;
import dev.quantmask.serving.DetectionServer;

/**
 * Is told what happens, in the thread in which it happens: it must be quick, and must not throw.
 * Queue depths are asked for: {@link DetectionServer#load}.
 */
public interface ServingObserver {
  ServingObserver NONE = new ServingObserver() {};

  /**
   * A request was answered.
   *
   * @param model the name under which it was asked for
   * @param answerMillis making the endpoint's answer of the result; the rest is in its {@link
   *     Timing}
   */
  default void answered(String model, DetectionResult result, double answerMillis) {}

  /**
   * A request was not answered.
   *
   * @param model as above, or {@code unknown}
   * @param totalMillis that it took nevertheless
   */
  default void refused(String model, Outcome outcome, double totalMillis) {}

  /**
   * Images of requests went through the network together.
   *
   * @param millis that the network took
   */
  default void batch(String model, int size, double millis) {}

  default void modelLoaded(String model, LoadTiming time) {}

  default void modelUnloaded(String model) {}

  default void modelFailed(String model, String reason) {}
}
