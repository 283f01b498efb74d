package dev.quantmask.server.config;

import dev.quantmask.text.EnvironmentName;
import dev.quantmask.text.Visible;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at the values under {@code quantmask} before the configuration converts them, because its
 * own messages have numbers and names of classes, and hides the names from it that no key has:
 * {@link UnknownNames} stops the start with better words. An empty value of a key that may be left
 * out is as if it were not set, which is what compose files write for it; one of a key with a
 * chosen name is an error.
 */
public final class ConfigurationCheck implements ConfigSourceInterceptorFactory {
  /** Below expressions (${...}), so that values in them are those that the keys have. */
  private static final int PRIORITY = Priorities.LIBRARY + 100;

  private static final String MODELS = "quantmask.models.";

  private static final Map<String, EnvironmentVariable> BY_KEY =
      KnownKeys.OF_THE_SERVICE.stream()
          .filter(variable -> !variable.isNamed())
          .collect(Collectors.toMap(EnvironmentVariable::key, Function.identity()));

  private final KnownKeys known;

  /** Called by the configuration, which finds this class by its name. */
  public ConfigurationCheck() {
    this(KnownKeys.ofThisBuild());
  }

  ConfigurationCheck(KnownKeys known) {
    this.known = known;
  }

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
      if (known.problemOfProperty(name).isPresent()) {
        continue;
      }
      String normalized = EnvironmentName.of(name);
      for (EnvironmentVariable variable : KnownKeys.OF_THE_SERVICE) {
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
    return new Interceptor(known);
  }

  @SuppressWarnings("serial") // it never is
  private record Interceptor(KnownKeys known) implements ConfigSourceInterceptor {
    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String key) {
      return valueOf(context, key);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
      List<String> names = new ArrayList<>();
      context.iterateNames().forEachRemaining(names::add);
      names.removeIf(name -> known.problemOfProperty(name).isPresent());
      return names.iterator();
    }
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
        "%s (%s in the environment): expected %s", key, EnvironmentName.of(key), expected);
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
