package dev.quantmask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.testing.ServedProgram;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar for programs in Java, as the README and {@code library.md} say. */
@Timeout(180)
class LibraryIT {
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");
  private static final Path PAGE = Path.of("src/site/markdown/library.md");
  private static final Path LIBRARIES = Path.of("target/quarkus-app/lib/main");

  /** All that is beside it on the class path of its program; Maven brings some more. */
  private static final List<String> CLASS_PATH =
      List.of(
          "ai.djl.api",
          "ai.djl.pytorch.pytorch-engine",
          "ai.djl.pytorch.pytorch-jni",
          "ai.djl.pytorch.pytorch-native-cpu",
          "com.fasterxml.jackson.core.jackson-annotations",
          "com.fasterxml.jackson.core.jackson-core",
          "com.fasterxml.jackson.core.jackson-databind",
          "net.java.dev.jna.jna",
          "org.slf4j.slf4j-api",
          "org.yaml.snakeyaml");

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<groupId>(?<group>[^*<]*)</groupId>\\s*<artifactId>(?<artifact>[^<]*)</artifactId>"
              + "\\s*<version>(?<version>[^<]*)</version>");

  @TempDir Path directory;

  private static Path jar() throws IOException {
    return only(Path.of("target"), "quantmask-[^/]*-library\\.jar");
  }

  private static Path only(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
      assertThat(found).as("%s in %s", name, folder).hasSize(1);
      return found.get(0).toAbsolutePath();
    }
  }

  private static String libraries() throws IOException {
    StringBuilder jars = new StringBuilder();
    for (String name : CLASS_PATH) {
      jars.append(File.pathSeparator).append(only(LIBRARIES, Pattern.quote(name) + "-[0-9].*"));
    }
    return jars.substring(1);
  }

  @Test
  void hasThePackagesThatItUsesAndNoOthers() throws IOException {
    try (ZipFile zip = new ZipFile(jar().toFile())) {
      Set<String> packages =
          zip.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
              .collect(toCollection(TreeSet::new));
      assertThat(packages)
          .containsExactlyElementsOf(
              PackageRule.closure("library").stream().map(PackageRule::fullName).sorted().toList());
    }
  }

  @Test
  void refersToNoClassBeyondItsClassPath() throws IOException {
    StringWriter output = new StringWriter();
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(output),
                new PrintWriter(output),
                "--multi-release=17",
                "-verbose:class",
                "--class-path",
                libraries(),
                jar().toString());
    assertThat(status).as(output.toString()).isZero();
    assertThat(output.toString()).contains("ai.djl.Model");
    assertThat(output.toString().lines().filter(line -> line.contains("not found")))
        .allMatch(line -> line.contains("com.google.errorprone.annotations."));
  }

  @Test
  void linesOfTheReadmeFindWhatTheServiceFinds() throws Exception {
    compile();
    List<String> found = run();
    assertThat(found).hasSizeGreaterThan(5);
    try (ServedProgram program =
        ServedProgram.start(
            directory,
            "-Dquantmask.inference.workers=1",
            "-Dquantmask.model.path=src/main/model/default.pt")) {
      JsonNode answer =
          new ObjectMapper().readTree(program.detect(Files.readAllBytes(FRAME)).body());
      assertThat(answer.get("detections")).map(LibraryIT::line).containsExactlyElementsOf(found);
    }
  }

  /** As the lines of the README print it. */
  private static String line(JsonNode detection) {
    JsonNode box = detection.get("box");
    JsonNode size = detection.at("/mask/size");
    String counts = detection.at("/mask/counts").textValue();
    return detection.get("label").textValue()
        + " "
        + detection.get("score").floatValue()
        + " "
        + new Detection.Box(
            box.get(0).floatValue(),
            box.get(1).floatValue(),
            box.get(2).floatValue(),
            box.get(3).floatValue())
        + " "
        + Rle.fromCompressed(size.get(0).intValue(), size.get(1).intValue(), counts).area();
  }

  private static List<String> lines(Path page) throws IOException {
    Matcher block =
        Pattern.compile("^```java\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(page));
    assertThat(block.find()).as("%s has Java", page).isTrue();
    return block.group(1).lines().toList();
  }

  private void compile() throws IOException {
    List<String> page = lines(PAGE); // with imports
    List<String> imports = page.stream().takeWhile(line -> !line.isEmpty()).toList();
    List<String> body = lines(Path.of("README.md"));
    assertThat(body).hasSize(5).isEqualTo(page.subList(imports.size() + 1, page.size()));
    Path source = directory.resolve("Game.java");
    Files.writeString(
        source,
        String.join("\n", imports)
            + "\nclass Game { public static void main(String[] arguments) throws Exception {\n"
            + String.join("\n", body)
            + "\n}}\n");
    StringWriter output = new StringWriter();
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new PrintWriter(output),
                new PrintWriter(output),
                "-proc:none",
                "-encoding",
                "UTF-8",
                "-cp",
                jar().toString(),
                source.toString());
    assertThat(status).as(output.toString()).isZero();
  }

  private List<String> run() throws Exception {
    Path error = directory.resolve("error");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                    File.pathSeparator, directory.toString(), jar().toString(), libraries()),
                "Game")
            .redirectError(error.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(error)).isZero();
    return output.lines().toList();
  }

  /** Their versions are those with which it is built. */
  @Test
  void dependenciesOfThePageAreThoseOfTheBuild() throws IOException {
    Matcher dependency = DEPENDENCY.matcher(Files.readString(PAGE));
    Set<String> found = new TreeSet<>();
    while (dependency.find()) {
      String artifact = dependency.group("artifact");
      String version = dependency.group("version");
      found.add(artifact);
      if (artifact.equals("quantmask")) {
        only(Path.of("target"), Pattern.quote(artifact + "-" + version) + "-library\\.jar");
        continue;
      }
      String name = dependency.group("group") + "." + artifact + "-" + version;
      only(LIBRARIES, Pattern.quote(name) + "(-linux-.*|-osx-.*|-win-.*)?\\.jar");
    }
    assertThat(found)
        .containsExactly(
            "jackson-databind",
            "pytorch-engine",
            "pytorch-jni",
            "pytorch-native-cpu",
            "quantmask",
            "snakeyaml");
  }
}
