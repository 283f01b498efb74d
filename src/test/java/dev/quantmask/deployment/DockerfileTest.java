package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.config.QuantmaskConfig;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.config.ServerSettingsTest;
import dev.quantmask.testing.Program;
import dev.quantmask.text.Text;
import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be told of the images without an engine that builds them. */
class DockerfileTest {
  /** Of DJL and of NVIDIA's runtime. */
  private static final Set<String> OTHERS =
      Set.of(
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "PYTORCH_FLAVOR",
          "ENGINE_CACHE_DIR",
          "DJL_OFFLINE",
          "NVIDIA_VISIBLE_DEVICES",
          "NVIDIA_DRIVER_CAPABILITIES");

  private static final String LICENCES = "/licenses/";

  private static final Pattern SECRET =
      Pattern.compile("(?i)password|secret|token|api.?key|credential");

  /** What has libraries for the processor inside. */
  private static final String NATIVES =
      "(ai\\.djl\\.pytorch\\.pytorch-\\*|net\\.java\\.dev\\.jna\\.jna-\\[0-9]\\*)\\.jar";

  private static final Pattern WORDS_OF_ROOT = Pattern.compile("\\b(sudo|su|passwd|ssh)\\b");

  /** One bar between commands; two are "or". */
  private static final Pattern PIPE = Pattern.compile("[^|]\\|[^|]");

  static List<Dockerfile> files() throws IOException {
    return Dockerfile.all();
  }

  private static boolean isLambda(Dockerfile file) {
    return file.toString().endsWith(".lambda");
  }

  private static boolean isNative(Dockerfile file) {
    return file.toString().endsWith(".native");
  }

  @Test
  void theyAreAllHere() throws IOException {
    assertThat(files())
        .map(Dockerfile::toString)
        .containsExactly(
            "Dockerfile.gpu", "Dockerfile.jvm", "Dockerfile.lambda", "Dockerfile.native");
  }

  /** Arguments without defaults, which the first step looks at. */
  @ParameterizedTest
  @MethodSource("files")
  void basesAreGivenToTheBuildWithTheirDigests(Dockerfile file) {
    assertThat(file.all("RUN").get(0)).contains("*@sha256:*) ;;", "exit 1 ;;");
    if (isNative(file)) {
      assertThat(file.all("ARG"))
          .containsExactly("BASE", "BASE", "BASE", "VERSION", "REVISION", "SOURCE", "CREATED");
      assertThat(file.all("RUN").get(0)).contains("case \"$BASE\" in");
      assertThat(file.all("FROM"))
          .containsExactly("${BASE} AS natives", "natives AS program", "${BASE}");
      return;
    }
    assertThat(file.all("ARG"))
        .containsExactly(
            "JDK", "JRE", "JDK", "JRE", "JRE", "VERSION", "REVISION", "SOURCE", "CREATED");
    assertThat(file.all("RUN").get(0)).contains("\"$JDK\" \"$JRE\"");
    assertThat(file.all("FROM"))
        .containsExactly("${JDK} AS natives", "natives AS program", "${JRE}");
  }

  @ParameterizedTest
  @MethodSource("files")
  void runsAsNobodyInParticular(Dockerfile file) {
    assertThat(file.last("USER")).containsExactly("10001:10001");
    assertThat(file.instructions().stream().map(Dockerfile.Instruction::name))
        .isSubsetOf(
            "ARG",
            "FROM",
            "WORKDIR",
            "COPY",
            "RUN",
            "LABEL",
            "ENV",
            "USER",
            "EXPOSE",
            "HEALTHCHECK",
            "ENTRYPOINT",
            "CMD");
    assertThat(file.last("RUN")).isEmpty();
    assertThat(file.last("ENTRYPOINT").get(0))
        .startsWith(isNative(file) ? "[\"/opt/quantmask/quantmask\"," : "[\"java\",");
  }

  /** The labels of Open Containers tell what an image was made of. */
  @ParameterizedTest
  @MethodSource("files")
  void itsLabelsNameVersionRevisionAndSource(Dockerfile file) {
    assertThat(file.last("LABEL").get(0))
        .contains(
            "org.opencontainers.image.title=\"Quantmask",
            "org.opencontainers.image.licenses=\"Apache-2.0\"",
            "org.opencontainers.image.version=\"$VERSION\"",
            "org.opencontainers.image.revision=\"$REVISION\"",
            "org.opencontainers.image.source=\"$SOURCE\"",
            "org.opencontainers.image.created=\"$CREATED\"",
            "org.opencontainers.image.base.name=\"$" + (isNative(file) ? "BASE" : "JRE") + "\"");
  }

  /** Its licence, those of others, and what it is made of, where OpenShift looks for such. */
  @ParameterizedTest
  @MethodSource("files")
  void tellsWhatIsInIt(Dockerfile file) {
    String build = isLambda(file) ? "target/lambda/" : "target/";
    assertThat(file.last("COPY"))
        .contains(
            Text.format(
                "LICENSE src/site/markdown/licences.md src/main/licenses/ %slicenses/ %sbom.json"
                    + " %s",
                build, build, LICENCES));
  }

  /** A user without a name has no home: what the JVM then takes for one is a folder called "?". */
  @ParameterizedTest
  @MethodSource("files")
  void itsHomeCanBeWritten(Dockerfile file) {
    if (isLambda(file)) { // whose home is another one, and is where fetched models would be
      assertThat(file.environment())
          .containsEntry("QUANTMASK_MODEL_CACHE_FOLDER", "/tmp/quantmask");
    } else {
      assertThat(file.last("ENTRYPOINT").get(0)).contains("\"-Duser.home=/tmp\"");
    }
  }

  /** By default a quarter of the container is heap; {@code ContainerMemoryIT} has what fits. */
  @ParameterizedTest
  @MethodSource("files")
  void mostOfItsMemoryIsHeap(Dockerfile file) {
    if (!isLambda(file)) {
      assertThat(file.last("ENTRYPOINT").get(0))
          .contains(
              isNative(file) ? "\"-XX:MaximumHeapSizePercent=60\"" : "\"-XX:MaxRAMPercentage=60\"");
    }
  }

  /** A process that is out of memory may answer nothing any more, and seem to live. */
  @ParameterizedTest
  @MethodSource("files")
  void endsWhenItIsOutOfMemory(Dockerfile file) {
    assertThat(file.last("ENTRYPOINT").get(0)).contains("\"-XX:+ExitOnOutOfMemoryError\"");
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingIsFetchedAndNothingIsSecret(Dockerfile file) throws IOException {
    String text = Files.readString(file.path());
    assertThat(text).doesNotContain("http://", "https://", "curl", "wget", "apt-get", ":latest");
    assertThat(SECRET.matcher(text).find()).isFalse();
  }

  /**
   * Of hadolint's rules those that are not held by what is said above; {@code .ci/deployment} has
   * it.
   */
  @ParameterizedTest
  @MethodSource("files")
  void keepsToTheRulesOfTheLinter(Dockerfile file) {
    assertThat(file.all("WORKDIR")).allMatch(folder -> folder.startsWith("/")); // DL3000
    assertThat(file.all("RUN"))
        .noneMatch(command -> WORDS_OF_ROOT.matcher(command).find()) // DL3004
        .noneMatch(command -> PIPE.matcher(command).find()); // DL4006: sh has no pipefail
    assertThat(file.all("COPY"))
        .allMatch(text -> text.split(" +").length <= 2 || text.endsWith("/")) // DL3021
        .allMatch(text -> !text.startsWith("--from") || isKnown(file, text)); // DL3022
    for (String name : List.of("ENTRYPOINT", "CMD")) { // DL3025, DL4003, DL4004
      assertThat(file.all(name)).hasSizeLessThan(2).allMatch(text -> text.matches("\\[\".*\"]"));
    }
    assertThat(file.all("EXPOSE")).allMatch(port -> port.matches("\\d{1,5}")); // DL3011
  }

  /** Whether a copy is from a stage, or from libtorch, which the build is given as a context. */
  private static boolean isKnown(Dockerfile file, String copy) {
    String stage = copy.split(" +")[0].replace("--from=", "");
    return stage.equals("libtorch")
        || file.all("FROM").stream().anyMatch(base -> base.endsWith(" AS " + stage));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsCopiedIsThereAndMayBeSeen(Dockerfile file) throws IOException {
    assertThat(file.seen().get(0)).isEqualTo("*");
    assertThat(file.copied()).isNotEmpty();
    for (String source : file.copied()) {
      String path = source.replaceAll("/$", "");
      assertThat(file.seen()).anyMatch(seen -> (path + "/").startsWith(seen.substring(1) + "/"));
      if (path.startsWith("target/")) {
        assertThat(path)
            .matches(
                isNative(file)
                    ? "target/(libtorch|jna|licenses|bom\\.json|\\*\\.so|quantmask-\\*-runner)"
                    : "target/(licenses|bom\\.json|quarkus-app(/lib/main/"
                        + NATIVES
                        + ")?|lambda/(licenses|bom\\.json|lib(/"
                        + NATIVES
                        + ")?|quantmask-\\*-runner\\.jar))");
      } else {
        assertThat(Path.of(path)).exists();
      }
    }
  }

  /** What changes least comes first, so that most of an image stays where it is. */
  @ParameterizedTest
  @MethodSource("files")
  void layersAreInTheOrderOfChange(Dockerfile file) {
    List<String> layers =
        file.last("COPY").stream()
            .map(text -> text.substring(text.lastIndexOf(' ') + 1))
            .filter(folder -> !folder.equals(LICENCES)) // less than a megabyte
            .toList();
    assertThat(layers.get(0)).isEqualTo("/opt/libtorch/");
    assertThat(layers.subList(1, 3)).containsExactlyInAnyOrder("/opt/djl/", "/opt/jna/");
    assertThat(layers.get(3)).isEqualTo(isNative(file) ? "/opt/quantmask/" : "/opt/quantmask/lib/");
    assertThat(layers.get(layers.size() - 1))
        .isEqualTo(isLambda(file) || isNative(file) ? "/opt/quantmask/" : "/opt/quantmask/app/");
  }

  /**
   * The stage that libtorch comes from sees nothing of the program: a change of the program makes
   * no new layer of libtorch.
   */
  @ParameterizedTest
  @MethodSource("files")
  void libtorchIsNotCopiedAgainForAChangeOfTheProgram(Dockerfile file) {
    assertThat(file.last("COPY").get(0)).matches("--from=(natives|libtorch) .*");
    List<String> copied = file.stage("natives").copied();
    assertThat(copied).isNotEmpty();
    assertThat(copied)
        .allMatch(
            path ->
                isNative(file)
                    ? path.matches("target/(libtorch|jna)/")
                    : path.matches("target/(quarkus-app/lib/main|lambda/lib)/" + NATIVES));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theProgramKnowsItsEnvironment(Dockerfile file) throws IOException {
    Map<String, String> environment = file.environment();
    Set<String> known = Program.environmentNames();
    assertThat(environment.keySet())
        .contains("PYTORCH_LIBRARY_PATH", "QUANTMASK_DEVICE")
        .allMatch(name -> known.contains(name) || OTHERS.contains(name));
    ServerSettings settings =
        ServerSettings.of(
            ServerSettingsTest.builder()
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(QuantmaskConfig.class));
    assertThat(settings.eager()).isEqualTo(!isLambda(file));
    assertThat(environment.get("PYTORCH_VERSION")).isEqualTo(libtorchVersion());
  }

  private static String libtorchVersion() throws IOException {
    return Files.readString(Path.of("pom.xml"))
        .replaceAll("(?s).*<libtorch.version>(.*?)</libtorch.version>.*", "$1");
  }

  @ParameterizedTest
  @MethodSource("files")
  void itsHealthIsAskedForAtItsPort(Dockerfile file) {
    String check = file.last("HEALTHCHECK").get(0);
    if (isLambda(file)) {
      assertThat(check).isEqualTo("NONE");
      return;
    }
    assertThat(file.last("EXPOSE")).containsExactly(Integer.toString(Program.port()));
    assertThat(check)
        .contains(
            "/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT:-" + Program.port() + "}",
            "GET /q/health/ready ");
  }

  @Test
  void theCompositionNamesWhatTheImageNeeds() throws IOException {
    JsonNode service =
        new ObjectMapper()
            .valueToTree(
                new Yaml(new SafeConstructor(new LoaderOptions()))
                    .<Object>load(Files.readString(Dockerfile.FOLDER.resolve("compose.yaml"))))
            .at("/services/quantmask");
    assertThat(Path.of(service.at("/build/dockerfile").textValue())).exists();
    assertThat(service.at("/build/args").fieldNames()).toIterable().containsExactly("JDK", "JRE");
    assertThat(service.at("/build/additional_contexts").has("libtorch")).isTrue();
    assertThat(service.at("/read_only").booleanValue()).isTrue();
    assertThat(service.at("/ports/0").textValue())
        .isEqualTo(Text.format("127.0.0.1:%d:%d", Program.port(), Program.port()));
  }
}
