package dev.quantmask.deployment;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.quantmask.testing.Program;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.eventing.v1alpha1.KafkaSink;
import io.fabric8.knative.sources.v1.KafkaSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * The manifests of {@code deployment}, and the types that Kubernetes and Knative publish for them.
 */
public final class Manifests {
  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          entry("serving.knative.dev/v1 Service", io.fabric8.knative.serving.v1.Service.class),
          entry("eventing.knative.dev/v1 Broker", Broker.class),
          entry("eventing.knative.dev/v1 Trigger", Trigger.class),
          entry("eventing.knative.dev/v1alpha1 KafkaSink", KafkaSink.class),
          entry("sources.knative.dev/v1 KafkaSource", KafkaSource.class),
          entry("apps/v1 Deployment", Deployment.class),
          entry("batch/v1 Job", Job.class),
          entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          entry("v1 Service", Service.class),
          entry("v1 ServiceAccount", ServiceAccount.class),
          entry("rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class),
          entry("networking.k8s.io/v1 Ingress", Ingress.class),
          entry("rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class));

  /** There are no types for Java: {@code .ci/charts} has their definitions. */
  private static final Set<String> OTHERS =
      Set.of(
          "autoscaling/v2 HorizontalPodAutoscaler",
          "keda.sh/v1alpha1 ScaledObject",
          "monitoring.coreos.com/v1 PodMonitor",
          "serving.kserve.io/v1alpha1 ServingRuntime",
          "serving.kserve.io/v1beta1 InferenceService");

  private static final Path CHART = Path.of("deployment/helm");

  /** These types take unknown fields; this one does not let them. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private Manifests() {}

  public static List<JsonNode> in(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml().loadAll(Files.readString(file))) {
      documents.add(STRICT.valueToTree(document));
    }
    assertThat(documents).as("documents in %s", file).isNotEmpty();
    return documents;
  }

  public static List<JsonNode> all() throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (Path file : Program.files(Path.of("deployment"), ".yaml")) {
      if (file.startsWith(CHART)) {
        continue; // deployment/kubernetes has what it renders
      }
      for (JsonNode document : in(file)) {
        if (document.has("apiVersion")) { // Docker Compose has none
          documents.add(document);
        }
      }
    }
    return documents;
  }

  /** The one manifest of a kind and name. */
  public static JsonNode named(String kind, String name) throws IOException {
    List<JsonNode> found =
        all().stream()
            .filter(document -> kindOf(document).equals(kind))
            .filter(document -> document.at("/metadata/name").textValue().equals(name))
            .toList();
    assertThat(found).as("%s %s", kind, name).hasSize(1);
    return found.get(0);
  }

  public static String kindOf(JsonNode manifest) {
    return manifest.get("apiVersion").textValue() + " " + manifest.get("kind").textValue();
  }

  /** Fails at a field that the published type does not have, or has as something else. */
  public static void parse(JsonNode manifest) throws IOException {
    String kind = kindOf(manifest);
    if (OTHERS.contains(kind)) {
      return;
    }
    Class<?> type = TYPES.get(kind);
    assertThat(type).as("type of %s", kind).isNotNull();
    assertThat((Object) STRICT.treeToValue(manifest, type)).isNotNull();
  }

  /** The specification of a pod; KServe's runtimes are one. */
  static JsonNode podOf(JsonNode manifest) {
    JsonNode pod = manifest.at("/spec/template/spec");
    return pod.isMissingNode() ? manifest.path("spec") : pod;
  }

  public static List<JsonNode> containersOf(JsonNode manifest) {
    return list(podOf(manifest).path("containers"));
  }

  /**
   * As the program sees them: what comes from a Secret is the hash of some key, and KServe puts in
   * the name of the InferenceService.
   */
  static Map<String, String> environmentOf(JsonNode container) {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : list(container.path("env"))) {
      String name = variable.get("name").textValue();
      String value = variable.path("value").asText("0".repeat(64)).replace("{{.Name}}", "game");
      assertThat(environment.put(name, value)).as(name).isNull();
    }
    return environment;
  }

  /** Empty when it is missing. */
  public static List<JsonNode> list(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }
}
