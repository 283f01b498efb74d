package dev.quantmask.server.config;

import dev.quantmask.text.Visible;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Priorities;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the names and values under {@code quantmask} before the configuration converts them,
 * because its own messages have numbers and names of classes. An empty value of a key that may be
 * left out is as if it were not set, which is what compose files write for it; one of a key with a
 * chosen name is an error.
 */
public final class ConfigurationCheck implements ConfigSourceInterceptorFactory {
  /** Below expressions (${...}), so that values in them are those that the keys have. */
  private static final int PRIORITY = Priorities.LIBRARY + 100;

  private static final String PREFIX = "quantmask.";
  private static final String MODELS = PREFIX + "models.";

  /** These keys have a mapping of their own, which another build adds. */
  private static final String LAMBDA = PREFIX + "lambda.";

  private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");

  private static final Map<String, EnvironmentVariable> BY_KEY =
      ServerEnvironment.VARIABLES.stream()
          .filter(variable -> !variable.isNamed())
          .collect(Collectors.toMap(EnvironmentVariable::key, Function.identity()));

  /** Called by the configuration, which finds this class by its name. */
  public ConfigurationCheck() {}

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(PRIORITY);
  }

  @Override
  public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
    Map<String, String> problems = new TreeMap<>();
    Set<String> keys = new TreeSet<>();
    for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
      String name = names.next();
      String inAnyProfile = PROFILE.matcher(name).replaceFirst("");
      if (isForAKey(inAnyProfile) && isUnknown(inAnyProfile, context.proceed(name))) {
        problems.put(inAnyProfile, unknown(inAnyProfile));
        continue;
      }
      String normalized = EnvironmentVariable.normalized(name);
      for (EnvironmentVariable variable : ServerEnvironment.VARIABLES) {
        variable
            .keySetBy(normalized)
            .ifPresent(
                key -> {
                  keys.add(key);
                  check(variable, key, context.proceed(name), problems);
                });
      }
    }
    keys.stream()
        .filter(key -> key.startsWith(MODELS))
        .map(key -> key.substring(0, key.lastIndexOf('.')) + ".path")
        .filter(path -> !keys.contains(path))
        .forEach(path -> problems.put(path, problem(path, "the file of the model, found none")));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          String.join(System.lineSeparator(), problems.values()), problems.keySet());
    }
    return ConfigurationCheck::valueOf;
  }

  private static boolean isForAKey(String name) {
    return name.startsWith(PREFIX) && !name.startsWith(LAMBDA);
  }

  /** Variables of the environment, and what is made of them, {@link ServerEnvironment} checks. */
  private static boolean isUnknown(String name, ConfigValue found) {
    boolean fromEnvironment =
        found != null
            && found.getConfigSourceName() != null
            && found.getConfigSourceName().startsWith(EnvConfigSource.NAME);
    return !fromEnvironment
        && ServerEnvironment.VARIABLES.stream().noneMatch(key -> key.isSetBy(name));
  }

  private static String unknown(String name) {
    Stream<String> keys = ServerEnvironment.VARIABLES.stream().map(EnvironmentVariable::key);
    return Visible.format(
        "%s: no configuration key has this name; the nearest is %s",
        name, EditDistance.nearest(name, keys));
  }

  private static void check(
      EnvironmentVariable variable, String key, ConfigValue found, Map<String, String> problems) {
    String value = found == null || found.getValue() == null ? "" : found.getValue().trim();
    if (value.contains("${") || value.isEmpty() && !variable.isNamed()) {
      return;
    }
    String expected =
        value.isEmpty()
            ? "a value, found none; unset it if it is not meant"
            : ExpectedValue.unlessMetBy(value, variable.type())
                .map(what -> Visible.format("%s, found \"%s\"", what, value))
                .orElse(null);
    if (expected != null) {
      problems.put(key, problem(key, expected));
    }
  }

  private static String problem(String key, String expected) {
    return Visible.format(
        "%s (%s in the environment): expected %s",
        key, EnvironmentVariable.normalized(key), expected);
  }

  private static ConfigValue valueOf(ConfigSourceInterceptorContext context, String key) {
    ConfigValue value = context.proceed(key);
    EnvironmentVariable variable = BY_KEY.get(key);
    if (variable == null
        || value == null
        || value.getValue() == null
        || !value.getValue().trim().isEmpty()) {
      return value;
    }
    return variable.defaultValue() == null ? null : value.withValue(variable.defaultValue());
  }
}
