package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.config.ServerSettingsTest;
import dev.quantmask.testing.Program;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What ends an instance waits longer than the program takes: it answers while its endpoint is
 * removed, finishes what it has begun, and then libtorch ends. {@code RolloutIT} tries the first.
 */
class StopTimesTest {
  /** The most that libtorch takes when requests have not ended in their time. */
  private static final Duration LIBTORCH = Duration.ofSeconds(3);

  /** What Kubernetes and balancers need to tell everybody that an endpoint is gone. */
  private static final Duration ENDPOINTS = Duration.ofSeconds(5);

  /** From SIGTERM to the end, in an environment of these variables. */
  private static Duration end(Map<String, String> environment) {
    Duration timeout =
        Optional.ofNullable(environment.get("QUARKUS_SHUTDOWN_TIMEOUT"))
            .map(new DurationConverter()::convert)
            .orElseGet(Program::shutdownTimeout);
    return delay(environment).plus(timeout).plus(LIBTORCH);
  }

  private static Duration delay(Map<String, String> environment) {
    return new DurationConverter()
        .convert(environment.getOrDefault("QUARKUS_SHUTDOWN_DELAY", "0S"));
  }

  @Test
  void podsEndAfterTheProgram() throws IOException {
    List<String> checked = new ArrayList<>();
    for (JsonNode manifest : Manifests.all()) {
      for (JsonNode container : Manifests.containersOf(manifest)) {
        if (container.has("ports")) {
          Map<String, String> environment = Manifests.environmentOf(container);
          assertThat(delay(environment)).isGreaterThanOrEqualTo(ENDPOINTS);
          // Knative lets a pod take as long as a request.
          JsonNode pod =
              Manifests.kindOf(manifest).endsWith(" ServingRuntime")
                  ? Manifests.named("serving.kserve.io/v1beta1 InferenceService", "game")
                      .at("/spec/predictor")
                  : Manifests.podOf(manifest);
          JsonNode grace =
              pod.has("terminationGracePeriodSeconds")
                  ? pod.get("terminationGracePeriodSeconds")
                  : pod.get("timeoutSeconds");
          assertThat(Duration.ofSeconds(grace.intValue())).isGreaterThan(end(environment));
          checked.add(Manifests.kindOf(manifest));
        }
      }
    }
    assertThat(checked)
        .containsExactlyInAnyOrder(
            "apps/v1 Deployment",
            "apps/v1 Deployment",
            "apps/v1 Deployment",
            "apps/v1 Deployment",
            "serving.kserve.io/v1alpha1 ServingRuntime",
            "serving.knative.dev/v1 Service");
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes-gpu, terminationGracePeriodSeconds =",
    "kubernetes-gpu, var.request_seconds >=", // which is the time of a pod of Knative
    "azure-container-apps-gpu, terminationGracePeriodSeconds =",
    "aws-ecs-gpu, stopTimeout            =",
    "google-cloud-run-gpu, # Cloud Run ends an instance"
  })
  void instancesOfModulesEndAfterTheProgram(String module, String before) throws IOException {
    String text = Program.text(Path.of("terraform/modules", module), ".tf");
    Map<String, String> environment =
        Pattern.compile("(QUARKUS_SHUTDOWN_[A-Z]+) += \"(\\d+S)\"")
            .matcher(text)
            .results()
            .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));
    assertThat(environment).containsKey("QUARKUS_SHUTDOWN_DELAY");
    assertThat(seconds(text, before)).isGreaterThan(end(environment));
  }

  /** ECS ends a task when the load balancer has answers to what it has sent there. */
  @Test
  void loadBalancerLosesNoRequest() throws IOException {
    String network =
        Files.readString(Path.of("terraform/modules/aws-ecs-gpu/network.tf")).replaceAll(" +", " ");
    ServerSettings settings = ServerSettingsTest.settings();
    assertThat(seconds(network, " deregistration_delay =")).isGreaterThan(settings.timeout());
    assertThat(seconds(network, " idle_timeout ="))
        .isLessThan(Program.idleTimeout())
        .isGreaterThan(settings.streams().ping().multipliedBy(2));
  }

  @Test
  void theCompositionEndsAfterTheProgram() throws IOException {
    String text = Files.readString(Dockerfile.FOLDER.resolve("compose.yaml"));
    assertThat(seconds(text, "stop_grace_period:")).isGreaterThan(end(Map.of()));
  }

  private static Duration seconds(String text, String before) {
    var matcher = Pattern.compile(Pattern.quote(before) + " *(\\d+)").matcher(text);
    assertThat(matcher.find()).as(before).isTrue();
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
  }
}
