package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.testing.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the native executable do what they do on the JVM: archives and detections. */
class NativeCommandsIT extends BothWays {
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
  void imagesOfEveryKindAreRead() throws Exception {
    List<Object> detect = new ArrayList<>();
    detect.addAll(List.of("detect", "--model", MODEL.resolve("default.pt")));
    try (var files = Files.list(Path.of("test-data/decoder/images"))) {
      detect.addAll(files.filter(NativeCommandsIT::isImage).sorted().toList());
    }
    List<JsonNode> expected = lines(good(Outcome.onJvm(detect.toArray())));
    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(lines(good(Outcome.natively(detect.toArray())))).isEqualTo(expected);
  }

  private static boolean isImage(Path file) {
    return file.toString().matches(".*\\.(jpe?g|png|webp|bmp)");
  }

  /** Formats are found by a list of services, and tell XML from JSON by an error. */
  @Test
  void annotationsGoToOtherToolsAndBack() throws Exception {
    Path annotations = FRAMES.resolve("annotations.json");
    for (String format : List.of("labelme", "cvat", "labelstudio", "yolo", "voc")) {
      Path out = natively(format);
      good(
          Outcome.natively(
              "dataset",
              "export",
              "--annotations",
              annotations,
              "--images",
              FRAMES,
              "--copy-images",
              "--format",
              format,
              "--out",
              out));
      Path back = natively(format + ".json");
      good(
          Outcome.natively(
              "dataset",
              "import",
              "--in",
              out,
              "--images",
              format.equals("yolo") || format.equals("voc") ? out : FRAMES,
              "--classes",
              FRAMES.resolve("classes.txt"),
              "--out",
              back));
      assertThat(CocoReader.read(back).annotations())
          .as(format)
          .hasSameSizeAs(CocoReader.read(annotations).annotations());
    }
  }

  @Test
  void whatIsWrongIsSaidTheSameWay() throws Exception {
    Path xml = Files.writeString(directory.resolve("annotations.xml"), "<annotations><image");
    for (Object[] wrong :
        new Object[][] {
          {"detect", "--model", "nothing.pt", "image.png"},
          {"detect"},
          {"convert", "--checkpoint", "pom.xml", "--config", R18.resolve("config.yaml")},
          {"inspect", "--model", "pom.xml"},
          {"dataset", "import", "--format", "cvat", "--in", xml, "--out", directory.resolve("o")},
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
