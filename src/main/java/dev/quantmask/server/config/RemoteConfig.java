package dev.quantmask.server.config;

import dev.quantmask.remote.RemoteSettings;
import io.quarkus.runtime.configuration.ConfigurationException;

/** How files of others are fetched, as the configuration says it. */
public final class RemoteConfig {
  private RemoteConfig() {}

  /**
   * @throws ConfigurationException naming the key that is wrong
   */
  public static RemoteSettings settings(QuantmaskConfig configuration) {
    QuantmaskConfig.S3 s3 = configuration.s3();
    try {
      return RemoteSettings.of(
          configuration.model().cacheFolder(),
          configuration.model().cacheSize().asLongValue(),
          new RemoteSettings.S3(
              s3.endpoint().map(RemoteSettings::endpoint), s3.region(), s3.pathStyle()));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }
}
