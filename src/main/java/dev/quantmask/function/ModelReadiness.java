package dev.quantmask.function;

import dev.quantmask.detection.DetectionService;
import dev.quantmask.detection.ModelState;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when a request would be answered, even if it had to load the model first. */
@Readiness
@Singleton
final class ModelReadiness implements HealthCheck {
  private final DetectionService service;
  private final Settings settings;

  ModelReadiness(DetectionService service, Settings settings) {
    this.service = service;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("model");
    ModelState state = service.state();
    if (state instanceof ModelState.Ready ready) {
      return response
          .up()
          .withData("state", "ready")
          .withData("name", ready.model().name())
          .withData("scheme", ready.model().scheme())
          .withData("device", ready.model().device())
          .build();
    }
    if (state instanceof ModelState.Failed failed) {
      // An instance that is not ready gets no requests: without this it would never try again.
      service.prepare();
      return response
          .down()
          .withData("state", "failed")
          .withData("reason", failed.reason())
          .build();
    }
    String name = state instanceof ModelState.Loading ? "loading" : "not loaded";
    return response.status(!settings.eager()).withData("state", name).build();
  }
}
