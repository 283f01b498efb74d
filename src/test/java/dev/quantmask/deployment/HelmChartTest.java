package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be told of the chart without Helm; {@code .ci/charts} has the rest. */
class HelmChartTest {
  private static final Path CHART = Path.of("deployment/helm");
  private static final Pattern VALUE = Pattern.compile("\\.Values((\\.[A-Za-z]+)+)");

  private static JsonNode values() throws IOException {
    return Manifests.in(CHART.resolve("values.yaml")).get(0);
  }

  private static JsonNode properties() throws IOException {
    return new ObjectMapper()
        .readTree(CHART.resolve("values.schema.json").toFile())
        .get("properties");
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Of groups, too: a value whose schema lists no properties has names that the user chooses. */
  @Test
  void everyValueHasADefaultAndASchema() throws IOException {
    JsonNode values = values();
    JsonNode properties = properties();
    Set<String> known = names(properties);
    known.remove("global"); // Helm's own, for charts that have this one inside
    assertThat(names(values)).isEqualTo(known);
    int groups = 0;
    for (String name : known) {
      if (properties.at("/" + name).has("properties")) {
        assertThat(names(values.get(name)))
            .as(name)
            .isEqualTo(names(properties.get(name).get("properties")));
        assertThat(properties.get(name).get("additionalProperties").booleanValue()).isFalse();
        groups++;
      }
    }
    assertThat(groups).isGreaterThan(10);
  }

  @Test
  void theTemplatesUseEveryValueAndNoOther() throws IOException {
    String templates =
        Program.text(CHART.resolve("templates"), ".yaml")
            + Program.text(CHART.resolve("templates"), ".tpl");
    Set<String> used =
        VALUE
            .matcher(templates)
            .results()
            .map(match -> match.group(1).replace('.', '/'))
            .collect(Collectors.toCollection(TreeSet::new));
    JsonNode values = values();
    assertThat(used).allMatch(path -> !values.at(path).isMissingNode());
    JsonNode properties = properties();
    Set<String> leaves = new TreeSet<>();
    for (String name : names(values)) {
      if (properties.at("/" + name).has("properties")) {
        names(values.get(name)).forEach(leaf -> leaves.add("/" + name + "/" + leaf));
      } else {
        leaves.add("/" + name);
      }
    }
    assertThat(used).isEqualTo(leaves);
  }

  @Test
  void whatIsRenderedIsKeptForEachExample() throws IOException {
    List<String> examples;
    try (Stream<Path> files = Files.list(CHART.resolve("examples"))) {
      examples = files.map(file -> file.getFileName().toString()).toList();
    }
    assertThat(examples).hasSizeGreaterThan(2);
    for (String example : examples) {
      assertThat(Path.of("deployment/kubernetes", example))
          .content()
          .startsWith("# What deployment/helm renders with examples/" + example);
    }
  }

  @Test
  void itsVersionIsTheProgramsOwn() throws IOException {
    JsonNode chart = Manifests.in(CHART.resolve("Chart.yaml")).get(0);
    String version =
        Files.readString(Path.of("pom.xml"))
            .replaceAll(
                "(?s).*?<artifactId>quantmask</artifactId>\\s*<version>(.*?)</version>.*", "$1")
            .replace("-SNAPSHOT", "");
    assertThat(chart.get("version").textValue()).isEqualTo(version);
    assertThat(chart.get("appVersion").textValue()).isEqualTo(version);
  }
}
