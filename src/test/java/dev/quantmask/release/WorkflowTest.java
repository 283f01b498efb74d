package dev.quantmask.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be told of GitHub's workflows without GitHub. */
class WorkflowTest {
  private static final Path FOLDER = Path.of(".github/workflows");
  private static final Pattern USES = Pattern.compile("uses: (.*)");
  private static final Pattern SCRIPT = Pattern.compile("\\.ci/\\w+");

  /** A tag can be moved to other code, a commit cannot. */
  private static final String PINNED = "actions/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+";

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  private static JsonNode read(Path file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return new ObjectMapper().valueToTree(yaml.<Object>load(Files.readString(file)));
  }

  private static JsonNode read(String name) throws IOException {
    return read(FOLDER.resolve(name));
  }

  /** What its steps run, in order. */
  private static List<String> commands(JsonNode job) {
    List<String> commands = new ArrayList<>();
    job.get("steps")
        .forEach(
            step -> {
              if (step.has("run")) {
                commands.add(step.get("run").textValue());
              }
            });
    return commands;
  }

  @Test
  void thereAreTwo() throws IOException {
    assertThat(files())
        .map(file -> file.getFileName().toString())
        .containsExactly("ci.yml", "release.yml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void othersActionsArePinned(Path file) throws IOException {
    List<MatchResult> uses = USES.matcher(Files.readString(file)).results().toList();
    assertThat(uses).isNotEmpty().allMatch(match -> match.group(1).matches(PINNED));
  }

  /** The same action has the same version in all of them. */
  @Test
  void oneVersionOfAnAction() throws IOException {
    Set<String> uses = new TreeSet<>();
    for (Path file : files()) {
      USES.matcher(Files.readString(file)).results().forEach(match -> uses.add(match.group(1)));
    }
    assertThat(uses).map(text -> text.split("@")[0]).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("files")
  void jobsMayReadOnlyAndEnd(Path file) throws IOException {
    JsonNode workflow = read(file);
    assertThat(workflow.get("permissions")).hasToString("{\"contents\":\"read\"}");
    assertThat(workflow.get("concurrency").get("group").textValue()).contains("github.ref");
    for (JsonNode job : workflow.get("jobs")) {
      assertThat(job.get("timeout-minutes").intValue()).isBetween(1, 60);
      assertThat(job.get("runs-on").textValue()).doesNotEndWith("latest");
      JsonNode checkout = job.get("steps").get(0);
      assertThat(checkout.get("uses").textValue()).startsWith("actions/checkout@");
      assertThat(checkout.at("/with/persist-credentials").booleanValue()).isFalse();
      assertThat(checkout.at("/with/persist-credentials").isMissingNode()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void scriptsAreThereAndMayBeRun(Path file) throws IOException {
    List<Path> scripts =
        SCRIPT
            .matcher(Files.readString(file))
            .results()
            .map(match -> Path.of(match.group()))
            .toList();
    assertThat(scripts).contains(Path.of(".ci/run")).allMatch(Files::isExecutable);
  }

  /** In a script they would be code: a branch's name is anybody's. */
  @ParameterizedTest
  @MethodSource("files")
  void expressionsAreNotInScripts(Path file) throws IOException {
    for (JsonNode job : read(file).get("jobs")) {
      assertThat(commands(job)).noneMatch(command -> command.contains("${{"));
    }
  }

  @Test
  void changesRunWhatContributorsRun() throws IOException {
    JsonNode workflow = read("ci.yml");
    // YAML 1.1, and SnakeYAML with it, reads the key `on` as true
    assertThat(workflow.get("true").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("push", "pull_request");
    JsonNode test = workflow.get("jobs").get("test");
    assertThat(test.at("/strategy/matrix")).hasToString("{\"java\":[\"17\",\"21\",\"25\"]}");
    assertThat(test.at("/steps/1/with/java-version").textValue()).isEqualTo("${{ matrix.java }}");
    assertThat(commands(test)).containsExactly(".ci/run");
    assertThat(commands(workflow.get("jobs").get("reproducible")))
        .containsExactly(".ci/reproducible");
    assertThat(commands(workflow.get("jobs").get("systems")))
        .containsExactly("mvn -B --no-transfer-progress verify");
    JsonNode reports = test.get("steps").get(3);
    assertThat(reports.get("if").textValue()).isEqualTo("failure()");
    assertThat(reports.at("/with/path").textValue().lines())
        .containsExactly(
            "target/surefire-reports",
            "target/failsafe-reports",
            "target/lambda/surefire-reports",
            "target/lambda/failsafe-reports",
            "target/spark/surefire-reports",
            "target/spark/failsafe-reports",
            "target/kafka/surefire-reports",
            "target/kafka/failsafe-reports");
  }

  @Test
  void aReleaseIsTestedReproducedAndADraft() throws IOException {
    JsonNode workflow = read("release.yml");
    assertThat(workflow.at("/true/push")).hasToString("{\"tags\":[\"v*\"]}");
    assertThat(commands(workflow.at("/jobs/test"))).containsExactly(".ci/run");
    JsonNode release = workflow.at("/jobs/release");
    assertThat(release.get("needs").textValue()).isEqualTo("test");
    assertThat(release.get("permissions")).hasToString("{\"contents\":\"write\"}");
    List<String> commands = commands(release);
    assertThat(commands).hasSize(2);
    assertThat(commands.get(0)).isEqualTo(".ci/reproducible target/release");
    assertThat(commands.get(1)).contains("--draft", "--verify-tag", " target/release/*");
  }
}
