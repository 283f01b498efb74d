package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the native executable do what they do on the JVM. */
class NativeCommandsIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path MODEL = Path.of("test-data/model");
  private static final Path FRAMES = Path.of("test-data/frames");
  private static final Path R18 = Path.of("test-data/detectron2/r18_bn");

  @TempDir Path directory;

  private Path jvm(String name) throws IOException {
    return Files.createDirectories(directory.resolve("jvm")).resolve(name);
  }

  private Path natively(String name) throws IOException {
    return Files.createDirectories(directory.resolve("native")).resolve(name);
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    return outcome;
  }

  @FunctionalInterface
  private interface Arguments {
    Object[] of(Path out);
  }

  /** Runs a command twice, and compares the file that it writes, byte by byte. */
  private void writesTheSame(String name, Arguments arguments) throws Exception {
    good(Outcome.onJvm(arguments.of(jvm(name))));
    good(Outcome.natively(arguments.of(natively(name))));
    assertThat(natively(name)).hasSameBinaryContentAs(jvm(name));
  }

  private static Object[] arguments(Object... arguments) {
    return arguments;
  }

  /** On the JVM: rendering differs between JDKs. */
  private Path rendered() {
    Path frames = directory.resolve("frames");
    good(Outcome.onJvm("dataset", "synthesize", "--out", frames, "--images", 3, "--seed", 7));
    return frames;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "convert",
        "quantize",
        "detect",
        "inspect",
        "bench",
        "evaluate",
        "train",
        "coco",
        "coco score",
        "dataset",
        "dataset synthesize",
        "dataset import",
        "dataset check",
        "dataset stats"
      })
  void everyCommandExplainsItself(String command) throws Exception {
    Object[] help = (command + " --help").strip().split(" ", -1);
    assertThat(good(Outcome.natively(help))).isEqualTo(good(Outcome.onJvm(help)));
  }

  @Test
  void itsVersion() throws Exception {
    assertThat(good(Outcome.natively("--version"))).isEqualTo(good(Outcome.onJvm("--version")));
  }

  @Test
  void archivesAreTheSame() throws Exception {
    writesTheSame(
        "fp32.pt",
        out ->
            arguments(
                "convert",
                "--checkpoint",
                R18.resolve("model.pth"),
                "--config",
                R18.resolve("config.yaml"),
                "--out",
                out));
    Path fp32 = jvm("fp32.pt");
    for (String scheme : List.of("linear", "dynamic")) {
      writesTheSame(
          scheme + ".pt",
          out -> arguments("quantize", "--model", fp32, "--scheme", scheme, "--out", out));
    }
    writesTheSame(
        "static.pt",
        out ->
            arguments(
                "quantize",
                "--model",
                fp32,
                "--scheme",
                "static",
                "--calibration",
                R18.resolve("images"),
                "--out",
                out));
    for (String name : List.of("fp32.pt", "static.pt")) {
      Object[] inspect = {"inspect", "--tensors", "--model", jvm(name)};
      assertThat(good(Outcome.natively(inspect))).isEqualTo(good(Outcome.onJvm(inspect)));
    }
  }

  @Test
  void aCheckpointIsInspected() throws Exception {
    Object[] inspect = {"inspect", "--tensors", "--model", R18.resolve("model.pth")};
    assertThat(good(Outcome.natively(inspect))).isEqualTo(good(Outcome.onJvm(inspect)));
  }

  @Test
  void detectionsAreTheSame() throws Exception {
    Function<Path, Object[]> detect =
        out ->
            arguments(
                "detect",
                "--model",
                MODEL.resolve("default.pt"),
                "--min-score",
                "0.3",
                "--overlay",
                out,
                FRAMES.resolve("frame_000002.jpg"),
                FRAMES.resolve("frame_000018.jpg"));
    List<JsonNode> expected = lines(good(Outcome.onJvm(detect.apply(jvm("overlay")))));
    List<JsonNode> found = lines(good(Outcome.natively(detect.apply(natively("overlay")))));
    assertThat(expected).hasSize(2).allMatch(line -> line.get("detections").size() > 8);
    assertThat(found).isEqualTo(expected);
    try (var files = Files.list(jvm("overlay"))) {
      for (Path file : files.toList()) {
        var drawn = ImageIO.read(natively("overlay").resolve(file.getFileName()).toFile());
        var wanted = ImageIO.read(file.toFile());
        assertThat(drawn.getWidth()).isEqualTo(wanted.getWidth());
        assertThat(drawn.getHeight()).isEqualTo(wanted.getHeight());
      }
    }
  }

  private static List<JsonNode> lines(Outcome outcome) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : outcome.output().lines().toList()) {
      ObjectNode answer = (ObjectNode) MAPPER.readTree(line);
      answer.remove("timing");
      lines.add(answer);
    }
    return lines;
  }

  @Test
  void picturesOfEveryKindAreRead() throws Exception {
    List<Object> detect = new ArrayList<>();
    detect.addAll(List.of("detect", "--model", MODEL.resolve("default.pt")));
    try (var files = Files.list(Path.of("test-data/decoder/pictures"))) {
      detect.addAll(files.filter(NativeCommandsIT::isPicture).sorted().toList());
    }
    List<JsonNode> expected = lines(good(Outcome.onJvm(detect.toArray())));
    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(lines(good(Outcome.natively(detect.toArray())))).isEqualTo(expected);
  }

  private static boolean isPicture(Path file) {
    return file.toString().matches(".*\\.(jpe?g|png|webp|bmp)");
  }

  @Test
  void scoresAreTheSame() throws Exception {
    Path scoring = Path.of("test-data/coco/scoring/s01_mixed");
    for (String type : List.of("bbox", "segm", "boundary")) {
      writesTheSame(
          type + ".json",
          out ->
              arguments(
                  "coco",
                  "score",
                  "--gt",
                  scoring.resolve("gt.json.gz"),
                  "--dt",
                  scoring.resolve("dt.json.gz"),
                  "--iou-type",
                  type,
                  "--per-class",
                  "--json",
                  out));
    }
  }

  @Test
  void aDataSetIsImportedCheckedAndCounted() throws Exception {
    Path frames = rendered();
    writesTheSame(
        "annotations.json",
        out -> arguments("dataset", "import", "--format", "labelme", "--in", frames, "--out", out));
    Path annotations = jvm("annotations.json");
    Object[] check = {"dataset", "check", "--annotations", annotations, "--images", frames};
    assertThat(good(Outcome.natively(check))).isEqualTo(good(Outcome.onJvm(check)));
    writesTheSame(
        "statistics.json",
        out ->
            arguments(
                "dataset",
                "stats",
                "--annotations",
                annotations,
                "--json",
                out,
                "--out",
                out.resolveSibling("charts")));
    try (var charts = Files.list(jvm("charts"))) {
      for (Path chart : charts.toList()) {
        assertThat(ImageIO.read(natively("charts").resolve(chart.getFileName()).toFile()))
            .isNotNull();
      }
    }
  }

  @Test
  void xmlIsRead() throws Exception {
    Path cvat =
        Files.writeString(
            directory.resolve("cvat.xml"),
            """
            <annotations><version>1.1</version>
              <image id="0" name="a.png" width="40" height="30">
                <polygon label="cat" points="1,1;20,1;20,20"/>
              </image>
            </annotations>
            """);
    writesTheSame(
        "cvat.json",
        out ->
            arguments(
                "dataset",
                "import",
                "--format",
                "cvat",
                "--no-pictures",
                "--in",
                cvat,
                "--out",
                out));
  }

  @Test
  void framesAreRendered() throws Exception {
    Path frames = natively("frames");
    good(Outcome.natively("dataset", "synthesize", "--out", frames, "--images", 2, "--seed", 7));
    try (var files = Files.list(frames)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("classes.txt")
          .filteredOn(name -> name.endsWith(".jpg"))
          .hasSize(2);
    }
  }

  @Test
  void modelsAreCompared() throws Exception {
    Path classes = MODEL.resolve("classes.txt");
    Path annotations = directory.resolve("annotations.json");
    Path frames = rendered();
    good(
        Outcome.onJvm(
            "dataset",
            "import",
            "--format",
            "labelme",
            "--in",
            frames,
            "--classes",
            classes,
            "--out",
            annotations));
    Arguments evaluate =
        out ->
            arguments(
                "evaluate",
                "--checkpoint",
                MODEL.resolve("model.pth"),
                "--config",
                MODEL.resolve("config.yaml"),
                "--classes",
                classes,
                "--annotations",
                annotations,
                "--images",
                frames,
                "--warm-up",
                1,
                "--out",
                out);
    good(Outcome.onJvm(evaluate.of(jvm("report"))));
    good(Outcome.natively(evaluate.of(natively("report"))));
    JsonNode expected = MAPPER.readTree(jvm("report/report.json").toFile());
    JsonNode found = MAPPER.readTree(natively("report/report.json").toFile());
    assertThat(found.get("models")).hasSize(4);
    for (int i = 0; i < 4; i++) {
      for (String figures : List.of("name", "boxes", "masks", "boxChange", "maskChange")) {
        String pointer = "/models/%d/%s".formatted(i, figures);
        assertThat(found.at(pointer)).as(pointer).isEqualTo(expected.at(pointer));
      }
      assertThat(found.at("/models/%d/boxes/metrics/AP".formatted(i)).doubleValue())
          .isGreaterThan(0.5);
    }
    assertThat(elements(natively("report/index.html")))
        .isEqualTo(elements(jvm("report/index.html")));
    assertThat(Files.readString(natively("report/report.md"))).contains("| dynamic |");
  }

  /** How many tags of each kind there are: figures of time differ, and pictures of frames. */
  private static Map<String, Long> elements(Path page) throws IOException {
    return Pattern.compile("<[a-z]+")
        .matcher(Files.readString(page))
        .results()
        .collect(Collectors.groupingBy(MatchResult::group, TreeMap::new, Collectors.counting()));
  }

  @Test
  void schemesAreTimed() throws Exception {
    Path json = natively("bench.json");
    Outcome outcome =
        good(
            Outcome.natively(
                "bench",
                "--checkpoint",
                R18.resolve("model.pth"),
                "--config",
                R18.resolve("config.yaml"),
                "--images",
                R18.resolve("images"),
                "--pictures",
                1,
                "--runs",
                1,
                "--profile",
                "--json",
                json));
    assertThat(outcome.output()).contains("| backbone | ");
    assertThat(MAPPER.readTree(json.toFile()).fieldNames())
        .toIterable()
        .containsExactly("fp32", "linear", "dynamic", "static");
  }

  @Test
  void whatIsWrongIsSaidTheSameWay() throws Exception {
    for (Object[] wrong :
        new Object[][] {
          {"detect", "--model", "nothing.pt", "picture.png"},
          {"detect"},
          {"convert", "--checkpoint", "pom.xml", "--config", R18.resolve("config.yaml")},
          {"inspect", "--model", "pom.xml"},
        }) {
      Outcome expected = Outcome.onJvm(wrong);
      assertThat(expected.exitCode()).isNotZero();
      assertThat(Outcome.natively(wrong)).isEqualTo(expected);
    }
  }

  @Test
  void withoutLibtorchTheVariableIsNamed() throws Exception {
    Outcome outcome =
        Outcome.natively(
            Executable.path(),
            Map.of("PYTORCH_LIBRARY_PATH", directory.toString()),
            "detect",
            "--model",
            MODEL.resolve("default.pt"),
            FRAMES.resolve("frame_000002.jpg"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error())
        .contains("libtorch.so is not in " + directory, "PYTORCH_LIBRARY_PATH");
  }
}
