package dev.quantmask.kafka;

import dev.quantmask.server.config.EnvironmentVariable;
import dev.quantmask.server.config.KnownKeys;
import java.util.List;

/** Adds this package's keys to those that the configuration may have. */
public final class KafkaKeys implements KnownKeys.Further {
  @Override
  public List<EnvironmentVariable> keys() {
    return EnvironmentVariable.of("quantmask.kafka", KafkaConfiguration.class);
  }
}
