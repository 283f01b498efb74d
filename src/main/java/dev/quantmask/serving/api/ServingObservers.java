package dev.quantmask.serving.api;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.LoadTiming;
import java.util.List;
import java.util.function.Consumer;

/** Several observers as one. */
public final class ServingObservers implements ServingObserver {
  private final List<ServingObserver> observers;

  public ServingObservers(List<ServingObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  private void all(Consumer<ServingObserver> event) {
    observers.forEach(event);
  }

  @Override
  public void answered(String model, DetectionResult result, double answerMillis) {
    all(observer -> observer.answered(model, result, answerMillis));
  }

  @Override
  public void refused(String model, Outcome outcome, double totalMillis) {
    all(observer -> observer.refused(model, outcome, totalMillis));
  }

  @Override
  public void batch(String model, int size, double millis) {
    all(observer -> observer.batch(model, size, millis));
  }

  @Override
  public void modelLoaded(String model, LoadTiming time) {
    all(observer -> observer.modelLoaded(model, time));
  }

  @Override
  public void modelUnloaded(String model) {
    all(observer -> observer.modelUnloaded(model));
  }

  @Override
  public void modelFailed(String model, String reason) {
    all(observer -> observer.modelFailed(model, reason));
  }
}
