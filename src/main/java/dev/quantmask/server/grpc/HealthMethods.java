package dev.quantmask.server.grpc;

import dev.quantmask.server.models.ServiceReadiness;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.text.Text;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import grpc.health.v1.HealthCheckResponse.ServingStatus;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code grpc.health.v1}: readiness as {@code /q/health/ready} has it, for probes. */
@Singleton
final class HealthMethods implements GrpcMethods {
  private final ServiceReadiness readiness;

  HealthMethods(ServiceReadiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public List<GrpcMethod> all() {
    return List.of(
        GrpcMethod.of("/grpc.health.v1.Health/Check", HealthCheckRequest.parser(), this::check));
  }

  private HealthCheckResponse check(HealthCheckRequest request) {
    String service = request.getService();
    if (!isService(service)) {
      throw new ProblemException(
          404,
          Text.format(
              "service: expected one of %s, or none, found \"%s\"",
              String.join(", ", ReflectionEndpoint.SERVICES), TextExcerpt.of(service)));
    }
    return HealthCheckResponse.newBuilder().setStatus(status(readiness)).build();
  }

  /**
   * @param name empty for all of them
   */
  static boolean isService(String name) {
    return name.isEmpty() || ReflectionEndpoint.SERVICES.contains(name);
  }

  /** Returns the status that all services have; it blocks. */
  static ServingStatus status(ServiceReadiness readiness) {
    return readiness.isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }
}
