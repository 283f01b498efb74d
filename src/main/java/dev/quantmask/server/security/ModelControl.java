package dev.quantmask.server.security;

import dev.quantmask.server.config.QuantmaskConfig;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.text.Text;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says which clients may load and unload models: none unless configured. */
@Singleton
public final class ModelControl {
  private static final String KEY = "quantmask.security.model-control";

  private final List<String> clients;
  private final ApiKeys keys;
  private final boolean tokens;

  ModelControl(
      QuantmaskConfig configuration,
      ApiKeys keys,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokens) {
    this.clients =
        configuration.security().modelControl().stream()
            .flatMap(names -> Stream.of(names.split(",")))
            .map(String::strip)
            .toList();
    this.keys = keys;
    this.tokens = tokens;
  }

  /** A name of no client would be found out only when somebody needs it. */
  void onStart(@Observes StartupEvent event) {
    for (String client : clients) {
      if (!tokens && !keys.hashes().containsKey(client)) {
        throw new ConfigurationException(
            Text.format(
                "%s: expected names of API keys, as quantmask.api-keys.NAME has them, found \"%s\"",
                KEY, client));
      }
    }
  }

  /**
   * @throws ProblemException when the client may not
   */
  public void check(RoutingContext context) {
    if (AuthenticationFilter.client(context).filter(clients::contains).isEmpty()) {
      throw new ProblemException(
          403,
          clients.isEmpty()
              ? Text.format(
                  "loading and unloading models is off: expected the names of clients in %s, and"
                      + " their API keys in quantmask.api-keys.NAME",
                  KEY)
              : Text.format(
                  "this client may not load or unload models: expected one that %s names", KEY));
    }
  }
}
