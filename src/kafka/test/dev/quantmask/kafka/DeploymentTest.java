package dev.quantmask.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.server.config.EnvironmentVariable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the manifests say of this build, as the build has it. */
class DeploymentTest {
  private static final Path MANIFESTS = Path.of("deployment/kubernetes/kafka.yaml");

  @SuppressWarnings("unchecked")
  private static Map<String, Object> spec(String kind) throws IOException {
    Iterable<Object> all = new Yaml().loadAll(Files.readString(MANIFESTS));
    return StreamSupport.stream(all.spliterator(), false)
        .map(each -> (Map<String, Object>) each)
        .filter(each -> kind.equals(each.get("kind")))
        .map(each -> (Map<String, Object>) each.get("spec"))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static <T> T at(Object value, Object... path) {
    Object found = value;
    for (Object step : path) {
      found =
          step instanceof Integer index
              ? ((List<Object>) found).get(index)
              : ((Map<String, Object>) found).get(step);
    }
    return (T) found;
  }

  private static Map<String, String> environment() throws IOException {
    List<Map<String, String>> variables =
        at(spec("Deployment"), "template", "spec", "containers", 0, "env");
    return variables.stream()
        .collect(Collectors.toMap(each -> each.get("name"), each -> each.get("value")));
  }

  @Test
  void theProgramReadsTheirEnvironment() throws IOException {
    List<String> known = new KafkaKeys().keys().stream().map(EnvironmentVariable::name).toList();
    assertThat(environment().keySet())
        .contains("KAFKA_BOOTSTRAP_SERVERS")
        .filteredOn(name -> name.startsWith("QUANTMASK_KAFKA_"))
        .hasSize(5)
        .allMatch(known::contains);
  }

  @Test
  void theScalerLooksAtTheGroupAndTheTopicOfTheProgram() throws IOException {
    Map<String, String> environment = environment();
    Map<String, String> trigger = at(spec("ScaledObject"), "triggers", 0, "metadata");
    assertThat(trigger)
        .containsEntry("consumerGroup", environment.get("QUANTMASK_KAFKA_GROUP"))
        .containsEntry("topic", environment.get("QUANTMASK_KAFKA_IMAGES_TOPIC"))
        .containsEntry("bootstrapServers", environment.get("KAFKA_BOOTSTRAP_SERVERS"));
  }

  @Test
  void dashboardAndAlertsNameItsMetrics() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    KafkaMetrics metrics = new KafkaMetrics(registry, true);
    metrics.watch(() -> 0, () -> 0);
    metrics.watchLag(() -> 0);
    Set<String> exported =
        registry.getMeters().stream().map(DeploymentTest::exported).collect(Collectors.toSet());
    Path observability = Path.of("deployment/observability");
    assertThat(named(observability.resolve("dashboard.json"))).isEqualTo(exported);
    assertThat(named(observability.resolve("alerts.yaml"))).isNotEmpty().isSubsetOf(exported);
  }

  /** As Prometheus calls it. */
  private static String exported(Meter meter) {
    String name = meter.getId().getConventionName(NamingConvention.snakeCase);
    return meter instanceof Counter ? name + "_total" : name;
  }

  private static Set<String> named(Path file) throws IOException {
    return Pattern.compile("quantmask_kafka_\\w+")
        .matcher(Files.readString(file))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
