package dev.quantmask.server.config;

import dev.quantmask.text.EnvironmentName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Keys with a name that the user chooses, from the environment. MicroProfile Config's own source
 * finds such a key only if the name is one word, and drops all others without a message.
 */
public final class NamedKeysSource implements ConfigSource {
  private static final int ORDINAL_OF_THE_ENVIRONMENT = 300;

  private final Map<String, String> values;

  /** Called by the configuration, which finds this class by its name. */
  public NamedKeysSource() {
    this(System.getenv());
  }

  NamedKeysSource(Map<String, String> environment) {
    List<EnvironmentVariable> named =
        KnownKeys.OF_THE_SERVICE.stream().filter(EnvironmentVariable::isNamed).toList();
    values = new HashMap<>();
    environment.forEach(
        (variable, value) ->
            named.stream()
                .flatMap(key -> key.keySetBy(EnvironmentName.of(variable)).stream())
                .forEach(key -> values.put(key, value)));
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public String getValue(String key) {
    return values.get(key);
  }

  @Override
  public int getOrdinal() {
    return ORDINAL_OF_THE_ENVIRONMENT;
  }

  @Override
  public String getName() {
    return "environment variables with a chosen name";
  }
}
