package dev.quantmask.server.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.engine.Device;
import dev.quantmask.pages.GeneratedPart;
import dev.quantmask.text.EnvironmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the configuration page are the Javadoc of the keys. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
  private static final Path SERVICE =
      Path.of("src/main/java/dev/quantmask/server/config/QuantmaskConfig.java");
  private static final Path LAMBDA =
      Path.of("src/lambda/java/dev/quantmask/lambda/LambdaConfiguration.java");
  private static final Path KAFKA =
      Path.of("src/kafka/java/dev/quantmask/kafka/KafkaConfiguration.java");

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          entry("Path", "path of a file"),
          entry("Duration", "duration"),
          entry("MemorySize", "bytes"),
          entry("int", "whole number"),
          entry("long", "whole number"),
          entry("OptionalInt", "whole number"),
          entry("boolean", "`true` or `false`"),
          entry("Boolean", "`true` or `false`"),
          entry("String", "text"),
          entry("Device", oneOf(Device.values())),
          entry("LoadMode", oneOf(QuantmaskConfig.LoadMode.values())));

  private static String oneOf(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> "`" + value.name().toLowerCase(Locale.ROOT) + "`")
        .collect(Collectors.joining(", "));
  }

  private static List<ConfigurationKeys.Group> groups() throws IOException {
    List<ConfigurationKeys.Group> groups = new ArrayList<>(ConfigurationKeys.read(SERVICE));
    groups.addAll(ConfigurationKeys.read(LAMBDA));
    groups.addAll(ConfigurationKeys.read(KAFKA));
    return groups;
  }

  @Test
  void tablesAreTheJavadocOfTheKeys() throws IOException {
    StringBuilder text = new StringBuilder();
    for (ConfigurationKeys.Group group : groups()) {
      text.append("### `").append(group.name()).append("`\n\n");
      if (!group.name().equals("quantmask")) {
        text.append(group.description()).append("\n\n");
      }
      text.append("| key and environment variable | value | default | |\n|---|---|---|---|\n");
      group.keys().forEach(key -> text.append(row(key)));
      text.append("\n");
    }
    GeneratedPart.check(PAGE, ConfigurationPageTest.class, text.toString().stripTrailing() + "\n");
  }

  private static String row(ConfigurationKeys.Key key) {
    return String.join(
        " | ",
        "| `" + key.name() + "`<br/>`" + EnvironmentName.of(key.name()) + "`",
        VALUES.get(key.type()),
        key.defaultValue().map(value -> "`" + value + "`").orElse("not set"),
        key.description() + " |\n");
  }

  @Test
  void theseAreTheKeysOfTheService() throws IOException {
    assertThat(ConfigurationKeys.read(SERVICE).stream().flatMap(group -> group.keys().stream()))
        .map(key -> List.of(key.name(), key.defaultValue().orElse("")))
        .containsExactlyInAnyOrderElementsOf(
            KnownKeys.OF_THE_SERVICE.stream()
                .map(
                    known ->
                        List.of(
                            known.key(), known.defaultValue() == null ? "" : known.defaultValue()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void everythingIsSaidInSentences(ConfigurationKeys.Group group) {
    assertThat(group.description()).matches("[A-Z].*\\.");
    assertThat(group.keys())
        .isNotEmpty()
        .allSatisfy(
            key -> {
              assertThat(VALUES).containsKey(key.type());
              assertThat(key.description()).as(key.name()).matches("[A-Z`].*\\.");
            });
  }
}
