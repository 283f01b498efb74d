package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import grpc.health.v1.HealthCheckResponse.ServingStatus;
import inference.ModelInferRequest;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelLoadResponse;
import inference.RepositoryModelUnloadRequest;
import inference.RepositoryModelUnloadResponse;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
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

  /** What it means, {@code RepositoryIT} sees. */
  @Test
  void modelsAreUnloadedAndLoaded() {
    ModelInferRequest request = Grpc.file(TestImages.png()).setModelName("other").build();
    unload("other", Profiles.WithKeys.KEY);
    assertThatThrownBy(() -> grpc.call(Grpc.INFER, request, "x-api-key", Profiles.WithKeys.KEY))
        .hasMessageStartingWith("UNAVAILABLE: model other has been unloaded");
    assertThat(index(false))
        .containsExactly("default READY", "broken UNAVAILABLE", "other UNAVAILABLE");
    load("other", Profiles.WithKeys.KEY);
    assertThat(grpc.call(Grpc.INFER, request, "x-api-key", Profiles.WithKeys.KEY).getOutputsCount())
        .isEqualTo(4);
    assertThat(index(true)).containsExactly("default READY", "other READY");
    assertThatThrownBy(() -> unload("other", Profiles.WithKeys.GUEST))
        .hasMessageStartingWith("PERMISSION_DENIED: this client may not load or unload models");
    assertThatThrownBy(() -> load("broken", Profiles.WithKeys.KEY))
        .hasMessageStartingWith("UNAVAILABLE: model ")
        .hasMessageContaining("expected the end record of a zip");
    assertThatThrownBy(() -> load("no", Profiles.WithKeys.KEY))
        .hasMessageStartingWith("NOT_FOUND: model");
  }

  private List<String> index(boolean ready) {
    var method =
        Grpc.unary(
            Grpc.SERVICE + "RepositoryIndex",
            RepositoryIndexRequest.getDefaultInstance(),
            RepositoryIndexResponse.getDefaultInstance());
    return grpc
        .call(
            method,
            RepositoryIndexRequest.newBuilder().setReady(ready).build(),
            "x-api-key",
            Profiles.WithKeys.GUEST)
        .getModelsList()
        .stream()
        .map(model -> model.getName() + " " + model.getState())
        .toList();
  }

  private void load(String model, String key) {
    var method =
        Grpc.unary(
            Grpc.SERVICE + "RepositoryModelLoad",
            RepositoryModelLoadRequest.getDefaultInstance(),
            RepositoryModelLoadResponse.getDefaultInstance());
    grpc.call(
        method,
        RepositoryModelLoadRequest.newBuilder().setModelName(model).build(),
        "x-api-key",
        key);
  }

  private void unload(String model, String key) {
    var method =
        Grpc.unary(
            Grpc.SERVICE + "RepositoryModelUnload",
            RepositoryModelUnloadRequest.getDefaultInstance(),
            RepositoryModelUnloadResponse.getDefaultInstance());
    grpc.call(
        method,
        RepositoryModelUnloadRequest.newBuilder().setModelName(model).build(),
        "x-api-key",
        key);
  }

  /** Without a key, as probes are. */
  @Test
  void watchersAreToldOfEachChange() throws Exception {
    try (HealthWatch watch = new HealthWatch(grpc, "")) {
      assertThat(watch.next()).isEqualTo(ServingStatus.SERVING);
      unload("default", Profiles.WithKeys.KEY);
      assertThat(watch.next()).isEqualTo(ServingStatus.NOT_SERVING);
      load("default", Profiles.WithKeys.KEY);
      assertThat(watch.next()).isEqualTo(ServingStatus.SERVING);
    }
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
