package dev.quantmask.kafka;

import dev.quantmask.remote.AllowedAddresses;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.serving.api.ServingLimits;
import dev.quantmask.text.Text;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The configuration, checked: an error names the key, what it expects, and what it found.
 *
 * @param maxInFlight messages in work at the same time
 * @param references addresses that events may refer to
 */
record KafkaSettings(
    boolean enabled,
    String imagesTopic,
    String detectionsTopic,
    String deadLettersTopic,
    int maxInFlight,
    AllowedAddresses references) {
  private static final int MOST_IN_FLIGHT = 10_000;

  /**
   * @param brokers the value of {@code kafka.bootstrap.servers}, or empty
   */
  static KafkaSettings of(KafkaConfiguration configuration, ServerSettings server, String brokers) {
    if (configuration.enabled() && brokers.isBlank()) {
      throw new ConfigurationException(
          "kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS in the environment): expected HOST:PORT"
              + " of a broker, because quantmask.kafka.enabled is true, found none");
    }
    requireDistinct(
        List.of(
            configuration.imagesTopic(),
            configuration.detectionsTopic(),
            configuration.deadLettersTopic()));
    return new KafkaSettings(
        configuration.enabled(),
        configuration.imagesTopic(),
        configuration.detectionsTopic(),
        configuration.deadLettersTopic(),
        maxInFlight(configuration.maxInFlight().orElse(usual(server.limits()))),
        references(configuration.references().orElse("")));
  }

  private static int usual(ServingLimits limits) {
    return Math.min(MOST_IN_FLIGHT, limits.workers() * limits.batch().maxSize() + 1);
  }

  /** An answer in the topic of images would be a message that nobody can read. */
  private static void requireDistinct(List<String> topics) {
    if (Set.copyOf(topics).size() < topics.size()) {
      throw new ConfigurationException(
          Text.format(
              "quantmask.kafka.images-topic, detections-topic, dead-letters-topic: expected three"
                  + " topics, found %s",
              String.join(", ", topics)));
    }
  }

  private static int maxInFlight(int value) {
    if (value < 1 || value > MOST_IN_FLIGHT) {
      throw new ConfigurationException(
          Text.format(
              "quantmask.kafka.max-in-flight: expected a whole number from 1 to %d, found %d",
              MOST_IN_FLIGHT, value));
    }
    return value;
  }

  private static AllowedAddresses references(String folders) {
    try {
      return AllowedAddresses.below(
          Arrays.stream(folders.split(","))
              .map(String::strip)
              .filter(folder -> !folder.isEmpty())
              .toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("quantmask.kafka.references: " + e.getMessage(), e);
    }
  }
}
