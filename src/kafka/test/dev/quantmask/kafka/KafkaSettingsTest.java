package dev.quantmask.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.remote.RemoteAddress;
import dev.quantmask.server.config.QuantmaskConfig;
import dev.quantmask.server.config.ServerSettings;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private static final Map<String, String> SERVER =
      Map.of("QUANTMASK_INFERENCE_WORKERS", "2", "QUANTMASK_BATCH_MAX_SIZE", "3");

  private static KafkaSettings settings(String brokers, String... variables) {
    Map<String, String> environment = new HashMap<>(SERVER);
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(
                io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
            .withConverter(
                java.time.Duration.class,
                200,
                new io.quarkus.runtime.configuration.DurationConverter())
            .withMapping(KafkaConfiguration.class)
            .withMapping(QuantmaskConfig.class)
            .withValidateUnknown(false)
            .withSources(new EnvConfigSource(environment, 300))
            .build();
    return KafkaSettings.of(
        config.getConfigMapping(KafkaConfiguration.class),
        ServerSettings.of(config.getConfigMapping(QuantmaskConfig.class)),
        brokers);
  }

  @Test
  void nothingIsConfigured() {
    KafkaSettings settings = settings("");
    assertThat(settings.enabled()).isFalse();
    assertThat(settings.references().contain(RemoteAddress.of("https://example.com/a.jpg")))
        .isFalse();
    assertThat(settings.references().contain(RemoteAddress.of("s3://games/a.jpg"))).isFalse();
  }

  @Test
  void asManyMessagesAsTheWorkersTakeAndOneMore() {
    assertThat(settings("").maxInFlight()).isEqualTo(7);
    assertThat(settings("", "QUANTMASK_KAFKA_MAX_IN_FLIGHT", "4").maxInFlight()).isEqualTo(4);
  }

  @Test
  void referencesAreBelowNamedAddresses() {
    KafkaSettings settings =
        settings("", "QUANTMASK_KAFKA_REFERENCES", "https://example.com/frames/, s3://games/7/");
    assertThat(settings.references().contain(RemoteAddress.of("https://example.com/frames/a.jpg")))
        .isTrue();
    assertThat(settings.references().contain(RemoteAddress.of("s3://games/7/a.jpg"))).isTrue();
    assertThat(settings.references().contain(RemoteAddress.of("s3://games/8/a.jpg"))).isFalse();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> settings(" ", "QUANTMASK_KAFKA_ENABLED", "true"))
        .hasMessage(
            "kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS in the environment): expected"
                + " HOST:PORT of a broker, because quantmask.kafka.enabled is true, found none");
    assertThatThrownBy(() -> settings("", "QUANTMASK_KAFKA_DETECTIONS_TOPIC", "images"))
        .hasMessage(
            "quantmask.kafka.images-topic, detections-topic, dead-letters-topic: expected three"
                + " topics, found images, images, dead-letters");
    assertThatThrownBy(() -> settings("", "QUANTMASK_KAFKA_MAX_IN_FLIGHT", "0"))
        .hasMessage(
            "quantmask.kafka.max-in-flight: expected a whole number from 1 to 10000, found 0");
    assertThatThrownBy(() -> settings("", "QUANTMASK_KAFKA_REFERENCES", "https://example.com"))
        .hasMessageStartingWith("quantmask.kafka.references: expected folders such as");
  }
}
