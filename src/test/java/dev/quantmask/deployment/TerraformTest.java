package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be told of the Terraform modules without Terraform; {@code .ci/terraform} has the rest.
 */
class TerraformTest {
  private static final Path MODULES = Path.of("terraform/modules");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^(variable|output) \"(\\w+)\" \\{\n(.*?)^}", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ENVIRONMENT = Pattern.compile("\\bQUANTMASK_[A-Z_]+[A-Z]\\b");

  /** Of a key that only the build for Lambda has; its own tests know it. */
  private static final String OF_LAMBDA = "QUANTMASK_LAMBDA_DETECTIONS_SUFFIX";

  /** Variables that mean the same wherever they are. */
  private static final Set<String> SHARED =
      Set.of("api_keys", "workers", "log_retention_days", "model_path", "tags");

  private static final Pattern PORT = Pattern.compile("^ +port += (\\d+)", Pattern.MULTILINE);
  private static final Pattern PROBE = Pattern.compile("\"(/q/[^\"]*)\"");

  static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(MODULES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** The configuration of a module, without its examples and tests. */
  private static String configuration(Path module) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(module)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tf")).sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Test
  void thereAreFive() throws IOException {
    assertThat(modules())
        .map(module -> module.getFileName().toString())
        .containsExactly(
            "aws-ecs-gpu",
            "aws-lambda-cpu",
            "azure-container-apps-gpu",
            "google-cloud-run-gpu",
            "kubernetes-gpu");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void eachHasItsFiles(Path module) throws IOException {
    for (String file :
        new String[] {
          "main.tf",
          "variables.tf",
          "outputs.tf",
          "versions.tf",
          "README.md",
          "examples/basic/main.tf",
          "tests/plan.tftest.hcl",
          "tests/validation.tftest.hcl"
        }) {
      assertThat(module.resolve(file)).isNotEmptyFile();
    }
    assertThat(Files.readString(module.resolve("tests/plan.tftest.hcl"))).contains("mock_provider");
    assertThat(Files.readString(Path.of("terraform/README.md")))
        .contains("modules/" + module.getFileName() + "/README.md");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyVariableHasATypeAndADescriptionAndIsInTheReadme(Path module) throws IOException {
    String readme = Files.readString(module.resolve("README.md"));
    List<MatchResult> variables =
        matches(BLOCK, Files.readString(module.resolve("variables.tf"))).toList();
    assertThat(variables).hasSizeGreaterThan(10);
    for (MatchResult variable : variables) {
      assertThat(variable.group(3)).as(variable.group(2)).contains("  type ", "  description ");
      assertThat(readme).contains("`" + variable.group(2) + "`");
    }
    for (MatchResult output :
        matches(BLOCK, Files.readString(module.resolve("outputs.tf"))).toList()) {
      assertThat(output.group(3)).as(output.group(2)).contains("  description ");
      assertThat(readme).contains("`" + output.group(2) + "`");
    }
  }

  /** A module stands alone, so each has them once more. */
  @Test
  void whatModulesShareIsTheSameInEach() throws IOException {
    Map<String, List<String>> shared = new TreeMap<>();
    for (Path module : modules()) {
      matches(BLOCK, Files.readString(module.resolve("variables.tf")))
          .filter(variable -> SHARED.contains(variable.group(2)))
          .forEach(
              variable ->
                  shared
                      .computeIfAbsent(variable.group(2), name -> new ArrayList<>())
                      .add(variable.group(3)));
    }
    assertThat(shared.keySet()).isEqualTo(new TreeSet<>(SHARED));
    shared.forEach(
        (name, declarations) ->
            assertThat(declarations)
                .as(name)
                .hasSizeGreaterThan(1)
                .containsOnly(declarations.get(0)));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyValidationHasATestThatItStops(Path module) throws IOException {
    String tests = Files.readString(module.resolve("tests/validation.tftest.hcl"));
    Set<String> validated =
        matches(BLOCK, Files.readString(module.resolve("variables.tf")))
            .filter(variable -> variable.group(3).contains("validation {"))
            .map(variable -> variable.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(validated).hasSizeGreaterThan(8);
    Set<String> stopped =
        matches(Pattern.compile("expect_failures = \\[var\\.(\\w+)]"), tests)
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(stopped).isEqualTo(validated);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void environmentPortsAndProbesAreTheProgramsOwn(Path module) throws IOException {
    String text = configuration(module);
    Set<String> environment =
        matches(ENVIRONMENT, text).map(MatchResult::group).collect(Collectors.toSet());
    assertThat(environment).contains("QUANTMASK_DEVICE", "QUANTMASK_INFERENCE_WORKERS");
    environment.remove(OF_LAMBDA);
    assertThat(Program.environmentNames()).containsAll(environment);
    if (module.endsWith("aws-lambda-cpu")) {
      return; // Lambda calls the handler: no port, no probe
    }
    assertThat(matches(PORT, text).map(match -> Integer.parseInt(match.group(1))))
        .isNotEmpty()
        .containsOnly(Program.port());
    assertThat(matches(PROBE, text).map(match -> match.group(1)))
        .contains("/q/health/ready")
        .isSubsetOf(Program.PROBES);
  }

  @Test
  void kedaOfTheModuleAsksForWhatTheManifestAsks() throws IOException {
    String manifest = Files.readString(Path.of("deployment/kubernetes/keda.yaml"));
    assertThat(Program.metricsOf(Files.readString(MODULES.resolve("kubernetes-gpu/keda.tf"))))
        .isNotEmpty()
        .isEqualTo(Program.metricsOf(manifest));
  }

  /** The same in every character but for the namespace; {@code .ci/deployment} asks it. */
  @Test
  void kedaOfTheModuleAsksAsTheManifestDoes() throws IOException {
    String text = Files.readString(MODULES.resolve("kubernetes-gpu/keda.tf"));
    String query = local(text, "query");
    for (String name : List.of("wait_sum", "wait_count", "selector")) {
      query = query.replace("${local." + name + "}", local(text, name));
    }
    assertThat(query.replace("${var.namespace}", "default"))
        .isEqualTo(
            Manifests.named("keda.sh/v1alpha1 ScaledObject", "quantmask-keda")
                .at("/spec/triggers/0/metadata/query")
                .textValue());
  }

  private static String local(String text, String name) {
    return matches(Pattern.compile("^ *" + name + " += \"(.*)\"$", Pattern.MULTILINE), text)
        .map(match -> match.group(1).replace("\\\"", "\""))
        .findFirst()
        .orElseThrow();
  }

  /** Accounts of examples are those that AWS and Azure keep for examples. */
  @Test
  void nobodysAccountIsInThem() throws IOException {
    Pattern account = Pattern.compile("\\b(\\d{12})\\b");
    Set<Path> files = Program.files(Path.of("terraform"), ".tf", ".hcl", ".md");
    assertThat(files).hasSizeGreaterThan(40);
    for (Path file : files) {
      assertThat(matches(account, Files.readString(file)).map(match -> match.group(1)))
          .as(file.toString())
          .isSubsetOf("111122223333", "444455556666", "000000000000", "000000000001");
    }
    assertThat(Program.files(Path.of("terraform"), ".lock.hcl")).isEmpty();
  }
}
