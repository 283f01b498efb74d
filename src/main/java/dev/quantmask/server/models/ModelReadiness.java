package dev.quantmask.server.models;

import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.model.ModelState;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when a request for the default model would be answered, even if it had to load it first.
 * The other models do not count: one broken file of many must not take the instance, and with it
 * all that it serves well, out of the balancer; {@code GET /v1/models} tells of them.
 */
@Readiness
@Singleton
final class ModelReadiness implements HealthCheck {
  private final DetectionServer server;
  private final ServerSettings settings;

  ModelReadiness(DetectionServer server, ServerSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("model");
    ModelState state = server.state();
    if (state instanceof ModelState.Ready ready) {
      ready.replacementProblem().ifPresent(reason -> response.withData("replacement", reason));
      return response
          .up()
          .withData("state", "ready")
          .withData("name", ready.model().name())
          .withData("scheme", ready.model().scheme())
          .withData("precision", ready.model().precision().label())
          .withData("device", ready.model().device())
          .build();
    }
    if (state instanceof ModelState.Failed failed) {
      // An instance that is not ready gets no requests: without this it would never try again.
      server.prepare();
      return response
          .down()
          .withData("state", "failed")
          .withData("reason", failed.reason())
          .build();
    }
    boolean comes = !settings.eager() && !(state instanceof ModelState.Unloaded);
    return response.status(comes).withData("state", ModelEntry.word(state)).build();
  }
}
