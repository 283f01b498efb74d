package dev.quantmask.server.config;

import dev.quantmask.text.EditDistance;
import dev.quantmask.text.EnvironmentName;
import dev.quantmask.text.Visible;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names under {@code quantmask} that mean something: any other one would be ignored. */
public final class KnownKeys {
  public static final List<EnvironmentVariable> OF_THE_SERVICE =
      EnvironmentVariable.of("quantmask", QuantmaskConfig.class);

  private static final String PROPERTIES = "quantmask.";
  private static final String VARIABLES = "QUANTMASK_";
  private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");

  /** What Kubernetes puts there for services whose names begin with "quantmask". */
  private static final Pattern LINK_NAME =
      Pattern.compile(VARIABLES + "(.+_)?(SERVICE_HOST|SERVICE_PORT.*|PORT(_\\d+_[A-Z]+.*)?)");

  private static final Pattern LINK_VALUE =
      Pattern.compile(
          "((tcp|udp|sctp)://.*|[0-9.]{1,15}|[0-9a-fA-F:]*:[0-9a-fA-F:]*|tcp|udp|sctp)");

  private final List<EnvironmentVariable> all;

  /** Keys that another package reads, which names its class in {@code META-INF/services}. */
  public interface Further {
    List<EnvironmentVariable> keys();
  }

  KnownKeys(List<EnvironmentVariable> further) {
    all = Stream.concat(OF_THE_SERVICE.stream(), further.stream()).toList();
  }

  static KnownKeys ofThisBuild() {
    return new KnownKeys(
        ServiceLoader.load(Further.class, KnownKeys.class.getClassLoader()).stream()
            .flatMap(further -> further.get().keys().stream())
            .toList());
  }

  /** Returns what is wrong with the name of a variable of the environment; empty if nothing is. */
  Optional<String> problemOfVariable(String variable, String value) {
    String name = EnvironmentName.of(variable);
    boolean isKnown = all.stream().anyMatch(key -> key.keySetBy(name).isPresent());
    return !name.startsWith(VARIABLES) || isKnown || isLink(name, value)
        ? Optional.empty()
        : Optional.of(unknown(variable, " in the environment", name, EnvironmentVariable::name));
  }

  private static boolean isLink(String name, String value) {
    return LINK_NAME.matcher(name).matches() && LINK_VALUE.matcher(value).matches();
  }

  /** Returns what is wrong with a name of any other source, for one profile or for all of them. */
  Optional<String> problemOfProperty(String property) {
    String name = PROFILE.matcher(property).replaceFirst("");
    return !name.startsWith(PROPERTIES) || all.stream().anyMatch(key -> key.isSetBy(name))
        ? Optional.empty()
        : Optional.of(unknown(name, "", name, EnvironmentVariable::key));
  }

  private String unknown(
      String found, String where, String name, Function<EnvironmentVariable, String> nameOf) {
    return Visible.format(
        "%s: no configuration key has this name%s; the nearest is %s",
        found, where, EditDistance.nearest(name, all.stream().map(nameOf)));
  }
}
