package dev.quantmask.server.security;

import dev.quantmask.server.config.QuantmaskConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says at the start who may use the service, and refuses to start if nothing restricts it. */
@Singleton
final class AccessPolicy {
  private static final Logger LOG = Logger.getLogger(AccessPolicy.class);

  private final ApiKeys keys;
  private final boolean tokens;
  private final boolean required;

  AccessPolicy(
      ApiKeys keys,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokens,
      QuantmaskConfig configuration) {
    this.keys = keys;
    this.tokens = tokens;
    this.required = configuration.security().required();
  }

  void onStart(@Observes @Priority(2) StartupEvent event) {
    if (isRestricted()) {
      LOG.infof(
          "Access: %d API key%s, tokens are %s",
          keys.hashes().size(), keys.hashes().size() == 1 ? "" : "s", tokens ? "on" : "off");
      return;
    }
    if (required) {
      throw new ConfigurationException(
          "quantmask.security.required: expected an API key in quantmask.api-keys.NAME"
              + " (QUANTMASK_API_KEYS_NAME in the environment), or tokens, found neither;"
              + " set it to false to let every client in");
    }
    LOG.warn(
        "Access: no API key is configured, and every client that reaches this service may use it");
  }

  /** Returns whether a client has to show a key or a token. */
  boolean isRestricted() {
    return tokens || !keys.isEmpty();
  }
}
