package dev.quantmask.server.models;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether the service is ready, with the checks of {@code /q/health/ready}: that of the
 * model, and Quarkus' own, which is down once the end has begun, while requests are still answered.
 *
 * <p>The checks run on the thread that asks. Quarkus' reporter would wait for another one: as many
 * clients as there are threads would keep each other from an answer.
 */
@Singleton
public final class ServiceReadiness {
  private final Instance<HealthCheck> checks;

  ServiceReadiness(@Readiness Instance<HealthCheck> checks) {
    this.checks = checks;
  }

  /** Asks all checks, which blocks: that of the model looks at files. */
  public boolean isReady() {
    return checks.stream().allMatch(check -> check.call().getStatus() == Status.UP);
  }
}
