package dev.quantmask.server.grpc;

import dev.quantmask.server.models.ModelReadiness;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.text.Text;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.Readiness;

/** {@code grpc.health.v1}: readiness as {@code /q/health/ready} has it, for probes. */
@Singleton
final class HealthMethods implements GrpcMethods {
  private final ModelReadiness readiness;

  HealthMethods(@Readiness ModelReadiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public List<GrpcMethod> all() {
    return List.of(
        GrpcMethod.of("/grpc.health.v1.Health/Check", HealthCheckRequest.parser(), this::check));
  }

  private HealthCheckResponse check(HealthCheckRequest request) {
    String service = request.getService();
    if (!service.isEmpty() && !ReflectionEndpoint.SERVICES.contains(service)) {
      throw new ProblemException(
          404,
          Text.format(
              "service: expected one of %s, or none, found \"%s\"",
              String.join(", ", ReflectionEndpoint.SERVICES), TextExcerpt.of(service)));
    }
    return HealthCheckResponse.newBuilder()
        .setStatus(
            readiness.isReady()
                ? HealthCheckResponse.ServingStatus.SERVING
                : HealthCheckResponse.ServingStatus.NOT_SERVING)
        .build();
  }
}
