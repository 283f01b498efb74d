package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.quantmask.server.cloudevents.EventResponse;
import dev.quantmask.server.config.QuantmaskConfig;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.config.ServerSettingsTest;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.testing.Program;
import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests say what Kubernetes and Knative understand, and what is true of the program. */
class ManifestsTest {
  private static final String KNATIVE_SERVICE = "serving.knative.dev/v1 Service";
  private static final String RUNTIME = "serving.kserve.io/v1alpha1 ServingRuntime";
  private static final String INFERENCE_SERVICE = "serving.kserve.io/v1beta1 InferenceService";
  private static final String TRIGGER = "eventing.knative.dev/v1 Trigger";

  @Test
  void everyFieldIsOfThePublishedTypes() throws IOException {
    List<JsonNode> manifests = Manifests.all();
    assertThat(manifests)
        .map(Manifests::kindOf)
        .contains(
            KNATIVE_SERVICE,
            TRIGGER,
            "eventing.knative.dev/v1 Broker",
            "sources.knative.dev/v1 KafkaSource",
            "eventing.knative.dev/v1alpha1 KafkaSink",
            "apps/v1 Deployment",
            "batch/v1 Job",
            "keda.sh/v1alpha1 ScaledObject",
            RUNTIME,
            INFERENCE_SERVICE);
    for (JsonNode manifest : manifests) {
      Manifests.parse(manifest);
    }
  }

  @Test
  void aFieldThatIsMisspeltIsFound() throws IOException {
    JsonNode service = Manifests.named(KNATIVE_SERVICE, "quantmask").deepCopy();
    ((ObjectNode) service.at("/spec/template/spec")).put("containerConcurency", 1);
    assertThatThrownBy(() -> Manifests.parse(service))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("containerConcurency");
  }

  @Test
  void theProgramStartsWithTheirEnvironment() throws IOException {
    int checked = 0;
    for (JsonNode manifest : Manifests.all()) {
      for (JsonNode container : Manifests.containersOf(manifest)) {
        Map<String, String> environment = Manifests.environmentOf(container);
        // Its keys are those of another build, which has its own DeploymentTest.
        environment.keySet().removeIf(name -> name.startsWith("QUANTMASK_KAFKA_"));
        assertThat(environment.keySet().stream().filter(name -> name.startsWith("QUANTMASK_")))
            .allMatch(Program::isVariable);
        assertThat(settings(environment)).isNotNull();
        checked += environment.size();
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(6);
  }

  /** What the image starts with holds where no command takes its place. */
  @Test
  void commandsOfTheirOwnEndWhenTheyAreOutOfMemory() throws IOException {
    for (JsonNode manifest : Manifests.all()) {
      for (JsonNode container : Manifests.containersOf(manifest)) {
        if (container.has("command")) {
          assertThat(container.get("command"))
              .as(container.toString())
              .contains(TextNode.valueOf("-XX:+ExitOnOutOfMemoryError"));
        }
      }
    }
  }

  /** Stops at what the program would stop at. */
  private static ServerSettings settings(Map<String, String> environment) {
    return ServerSettings.of(
        ServerSettingsTest.builder()
            .withSources(new EnvConfigSource(environment, 300))
            .build()
            .getConfigMapping(QuantmaskConfig.class));
  }

  @Test
  void portsAndProbesAreTheProgramsOwn() throws IOException {
    int checked = 0;
    for (JsonNode manifest : Manifests.all()) {
      for (JsonNode port : manifest.findValues("containerPort")) {
        assertThat(port.intValue()).isEqualTo(Program.port());
        checked++;
      }
      for (JsonNode probe : manifest.findValues("httpGet")) {
        assertThat(Program.PROBES).contains(probe.get("path").textValue());
        assertThat(probe.get("port").intValue()).isEqualTo(Program.port());
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(7);
  }

  @Test
  void podsRunAsAUserWithoutRightsAndWithABoundedFolder() throws IOException {
    int checked = 0;
    for (JsonNode manifest : Manifests.all()) {
      JsonNode pod = Manifests.podOf(manifest);
      for (JsonNode container : Manifests.containersOf(manifest)) {
        List<JsonNode> contexts =
            List.of(pod.path("securityContext"), container.path("securityContext"));
        assertThat(contexts).anyMatch(context -> context.path("runAsUser").intValue() > 10_000);
        assertThat(contexts).anyMatch(context -> context.path("runAsNonRoot").booleanValue());
        assertThat(contexts)
            .anyMatch(context -> context.path("readOnlyRootFilesystem").booleanValue());
        assertThat(Manifests.list(pod.get("volumes")))
            .filteredOn(volume -> volume.has("emptyDir"))
            .hasSize(1)
            .allMatch(volume -> volume.get("emptyDir").has("sizeLimit"));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(8);
  }

  /** What has ended stays for its log, and not for ever; a volume is all that it needs. */
  @Test
  void jobsAreRemovedAndReachNothing() throws IOException {
    JsonNode policy = Manifests.named("networking.k8s.io/v1 NetworkPolicy", "quantmask-evaluation");
    assertThat(policy.at("/spec/ingress")).isEmpty();
    assertThat(policy.at("/spec/egress")).isEmpty();
    for (String name : List.of("quantmask-evaluate", "quantmask-merge")) {
      JsonNode job = Manifests.named("batch/v1 Job", name);
      assertThat(job.at("/spec/ttlSecondsAfterFinished").intValue()).isPositive();
      assertThat(job.at("/spec/template/metadata/labels"))
          .isEqualTo(policy.at("/spec/podSelector/matchLabels"));
    }
  }

  @Test
  void knativeSendsAsManyRequestsAsThereAreWorkers() throws IOException {
    JsonNode service = Manifests.named(KNATIVE_SERVICE, "quantmask");
    ServerSettings settings =
        settings(Manifests.environmentOf(Manifests.containersOf(service).get(0)));
    assertThat(service.at("/spec/template/spec/containerConcurrency").intValue())
        .isEqualTo(settings.limits().workers());
    assertThat(settings.eager()).isTrue();
  }

  @Test
  void kserveFillsTheFolderAndNamesTheModel() throws IOException {
    JsonNode service = Manifests.named(INFERENCE_SERVICE, "game");
    JsonNode predictor = service.at("/spec/predictor");
    JsonNode runtime = Manifests.named(RUNTIME, predictor.at("/model/runtime").textValue());
    assertThat(runtime.at("/spec/protocolVersions"))
        .contains(predictor.at("/model/protocolVersion"));
    assertThat(runtime.at("/spec/supportedModelFormats").findValuesAsText("name"))
        .contains(predictor.at("/model/modelFormat/name").textValue());
    JsonNode container = Manifests.containersOf(runtime).get(0);
    assertThat(container.get("name").textValue()).isEqualTo("kserve-container");
    assertThat(Manifests.environmentOf(container))
        .containsEntry("QUANTMASK_MODEL_PATH", "/mnt/models")
        .containsEntry("QUANTMASK_MODEL_NAME", service.at("/metadata/name").textValue())
        .containsEntry(
            "QUANTMASK_INFERENCE_WORKERS", predictor.get("containerConcurrency").asText());
  }

  @Test
  void triggersSendFramesToTheEndpointAndNoAnswers() throws IOException {
    int toTheEndpoint = 0;
    for (JsonNode manifest : Manifests.all()) {
      if (!Manifests.kindOf(manifest).equals(TRIGGER)) {
        continue;
      }
      Manifests.named("eventing.knative.dev/v1 Broker", manifest.at("/spec/broker").textValue());
      JsonNode reference = manifest.at("/spec/subscriber/ref");
      Manifests.named(Manifests.kindOf(reference), reference.get("name").textValue());
      String type = manifest.at("/spec/filter/attributes/type").textValue();
      if (Manifests.kindOf(reference).equals(KNATIVE_SERVICE)) {
        assertThat(DetectionEndpoint.at(manifest.at("/spec/subscriber/uri").textValue()))
            .hasValue(DetectionEndpoint.CLOUDEVENTS);
        assertThat(type).isNotNull().isNotEqualTo(EventResponse.TYPE);
        toTheEndpoint++;
      } else {
        assertThat(type).isEqualTo(EventResponse.TYPE);
      }
    }
    assertThat(toTheEndpoint).isEqualTo(2);
    JsonNode sink =
        Manifests.named("sources.knative.dev/v1 KafkaSource", "frames").at("/spec/sink/ref");
    Manifests.named(Manifests.kindOf(sink), sink.get("name").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quantmask-keda", "quantmask-gpu", "quantmask-kafka", "quantmask-bucket"})
  void whatTheChartRendersBelongsTogether(String name) throws IOException {
    JsonNode deployment = Manifests.named("apps/v1 Deployment", name);
    assertThat(deployment.at("/spec/replicas").isMissingNode()).isTrue();
    JsonNode selector = deployment.at("/spec/selector");
    assertThat(Manifests.named("v1 Service", name).at("/spec/selector"))
        .isEqualTo(deployment.at("/spec/template/metadata/labels"))
        .isEqualTo(selector.get("matchLabels"));
    assertThat(Manifests.named("policy/v1 PodDisruptionBudget", name).at("/spec/selector"))
        .isEqualTo(selector);
    assertThat(Manifests.named("networking.k8s.io/v1 NetworkPolicy", name).at("/spec/podSelector"))
        .isEqualTo(selector);
    Manifests.named(
        "v1 ServiceAccount", Manifests.podOf(deployment).get("serviceAccountName").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quantmask-keda", "quantmask-gpu", "quantmask-kafka"})
  void kedaScalesTheDeployment(String name) throws IOException {
    JsonNode scaled = Manifests.named("keda.sh/v1alpha1 ScaledObject", name);
    Manifests.named("apps/v1 Deployment", scaled.at("/spec/scaleTargetRef/name").textValue());
    assertThat(scaled.at("/spec/minReplicaCount").intValue()).isPositive();
  }

  /** What {@code prometheus.yaml} finds pods with. */
  @Test
  void prometheusMayLookAtPodsAndNothingElse() throws IOException {
    String kind = "rbac.authorization.k8s.io/v1 ClusterRole";
    JsonNode binding = Manifests.named(kind + "Binding", "quantmask-prometheus");
    JsonNode role = Manifests.named(kind, binding.at("/roleRef/name").textValue());
    assertThat(role.get("rules"))
        .hasToString(
            "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\",\"watch\"]}]");
    JsonNode account = Manifests.named("v1 ServiceAccount", "prometheus");
    assertThat(binding.at("/subjects/0/name")).isEqualTo(account.at("/metadata/name"));
    assertThat(binding.at("/subjects/0/namespace")).isEqualTo(account.at("/metadata/namespace"));
    JsonNode scrape =
        Manifests.in(Path.of("deployment/observability/prometheus.yaml"))
            .get(0)
            .at("/scrape_configs/0");
    assertThat(scrape.get("kubernetes_sd_configs")).hasToString("[{\"role\":\"pod\"}]");
  }

  @Test
  void kedaAsksForMetricsThatTheProgramHas() throws IOException {
    JsonNode scaled = Manifests.named("keda.sh/v1alpha1 ScaledObject", "quantmask-keda");
    Set<String> asked = Program.metricsOf(scaled.at("/spec/triggers/0/metadata/query").textValue());
    assertThat(asked).containsExactly("quantmask_queue_wait");
    assertThat(Program.metrics()).containsAll(asked);
  }
}
