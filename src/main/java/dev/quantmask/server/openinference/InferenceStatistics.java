package dev.quantmask.server.openinference;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.serving.api.ServingObserver;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Counts what models do, whichever endpoint their requests come through. */
@Singleton
final class InferenceStatistics implements ServingObserver {
  private final Map<String, ModelStatistics> models = new ConcurrentHashMap<>();

  @Override
  public void answered(String model, DetectionResult result, double answerMillis) {
    long now = System.currentTimeMillis();
    count(model, known -> known.answered(result.detections().timing(), answerMillis, now));
  }

  @Override
  public void refused(String model, Outcome outcome, double totalMillis) {
    long now = System.currentTimeMillis();
    count(model, known -> known.failed(totalMillis, now));
  }

  @Override
  public void batch(String model, int size, double millis) {
    count(model, known -> known.executed(size, millis));
  }

  private void count(String model, UnaryOperator<ModelStatistics> change) {
    models.compute(
        model, (name, known) -> change.apply(known == null ? ModelStatistics.none(name) : known));
  }

  /** Returns those of a model; all are 0 before the first request. */
  ModelStatistics named(String model) {
    return models.getOrDefault(model, ModelStatistics.none(model));
  }
}
