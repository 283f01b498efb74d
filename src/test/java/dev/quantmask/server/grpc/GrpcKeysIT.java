package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import inference.ModelInferRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys in the metadata of calls. */
@QuarkusTest
@TestProfile(Profiles.WithKeys.class)
class GrpcKeysIT {
  private Grpc grpc;

  @BeforeEach
  void connect() {
    grpc = new Grpc();
  }

  @AfterEach
  void close() throws Exception {
    grpc.close();
  }

  @Test
  void aCallNeedsAKey() {
    ModelInferRequest request = Grpc.file(TestImages.png()).build();
    assertThatThrownBy(() -> grpc.call(Grpc.INFER, request))
        .hasMessageStartingWith("UNAUTHENTICATED: missing or invalid credentials");
    assertThatThrownBy(() -> grpc.call(Grpc.INFER, request, "x-api-key", "wrong"))
        .hasMessageStartingWith("UNAUTHENTICATED: the key or token is not valid here");
    assertThat(grpc.call(Grpc.INFER, request, "x-api-key", Profiles.WithKeys.KEY).getOutputsCount())
        .isEqualTo(4);
    assertThat(
            grpc.call(Grpc.INFER, request, "authorization", "Bearer " + Profiles.WithKeys.KEY)
                .getOutputsCount())
        .isEqualTo(4);
  }

  @Test
  void probesNeedNone() {
    var method =
        Grpc.unary(
            "grpc.health.v1.Health/Check",
            HealthCheckRequest.getDefaultInstance(),
            HealthCheckResponse.getDefaultInstance());
    assertThat(grpc.call(method, HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
  }
}
