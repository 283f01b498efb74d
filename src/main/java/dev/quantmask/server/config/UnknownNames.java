package dev.quantmask.server.config;

import dev.quantmask.text.EnvironmentName;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Stops the start if a name of any source looks like one of ours and no key takes it: it would be
 * ignored, and with it a key that should have closed the service.
 */
@Singleton
final class UnknownNames {
  void onStart(@Observes @Priority(1) StartupEvent event) {
    check(KnownKeys.ofThisBuild(), ConfigProvider.getConfig().getConfigSources());
  }

  /**
   * @throws ConfigurationException that says of every unknown name which key is the nearest
   */
  static void check(KnownKeys known, Iterable<ConfigSource> sources) {
    Map<String, String> problems = new TreeMap<>();
    for (ConfigSource source : sources) {
      source.getPropertyNames().stream()
          .sorted(Comparator.comparing(name -> name.contains(".")))
          .forEach(
              name ->
                  problem(known, source, name)
                      .ifPresent(
                          // A source of the environment has each variable as a key too.
                          text -> problems.putIfAbsent(EnvironmentName.of(name), text)));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(String.join(System.lineSeparator(), problems.values()));
    }
  }

  private static Optional<String> problem(KnownKeys known, ConfigSource source, String name) {
    return source instanceof EnvConfigSource
        ? known.problemOfVariable(name, String.valueOf(source.getValue(name)))
        : known.problemOfProperty(name);
  }
}
