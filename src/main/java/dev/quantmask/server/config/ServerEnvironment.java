package dev.quantmask.server.config;

import dev.quantmask.text.Text;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stops the start if a variable of the environment begins with {@code QUANTMASK_} and no key takes
 * it: it would be ignored, and with it a key that should have closed the service. {@link
 * ConfigurationCheck} does the same for names elsewhere.
 */
@Singleton
public final class ServerEnvironment {
  public static final List<EnvironmentVariable> VARIABLES =
      EnvironmentVariable.of("quantmask", QuantmaskConfig.class);

  private static final String PREFIX = "QUANTMASK_";

  /** What Kubernetes puts there for services whose names begin with "quantmask". */
  private static final Pattern LINK_NAME =
      Pattern.compile(PREFIX + "(.+_)?(SERVICE_HOST|SERVICE_PORT.*|PORT(_\\d+_[A-Z]+.*)?)");

  private static final Pattern LINK_VALUE =
      Pattern.compile(
          "((tcp|udp|sctp)://.*|[0-9.]{1,15}|[0-9a-fA-F:]*:[0-9a-fA-F:]*|tcp|udp|sctp)");

  private final List<EnvironmentVariable> known;

  /** Variables that another package reads. */
  public record Further(List<EnvironmentVariable> variables) {}

  ServerEnvironment(@All List<Further> further) {
    known =
        Stream.concat(
                VARIABLES.stream(), further.stream().flatMap(more -> more.variables().stream()))
            .toList();
  }

  void onStart(@Observes @Priority(1) StartupEvent event) {
    check(System.getenv());
  }

  /**
   * @throws ConfigurationException that names every variable that no key takes
   */
  void check(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              String name = EnvironmentVariable.normalized(variable);
              if (name.startsWith(PREFIX) && !isKnown(name) && !isLink(name, value)) {
                problems.add(
                    Text.format(
                        "%s: no configuration key has this name in the environment; the nearest is %s",
                        variable, nearest(name)));
              }
            });
    if (!problems.isEmpty()) {
      throw new ConfigurationException(String.join(System.lineSeparator(), problems));
    }
  }

  private boolean isKnown(String name) {
    return known.stream().anyMatch(variable -> variable.keySetBy(name).isPresent());
  }

  private static boolean isLink(String name, String value) {
    return LINK_NAME.matcher(name).matches() && LINK_VALUE.matcher(value).matches();
  }

  private String nearest(String name) {
    return EditDistance.nearest(name, known.stream().map(EnvironmentVariable::name));
  }
}
