package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The commands of the native executable do what they do on the JVM: data sets and figures. */
class NativeFiguresIT extends BothWays {
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
                "--no-image-files",
                "--in",
                cvat,
                "--out",
                out));
  }

  @Test
  void framesAreRendered() throws Exception {
    Path frames = natively("frames");
    good(Outcome.natively("dataset", "synthesize", "--out", frames, "--count", 2, "--seed", 7));
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
        String pointer = Text.format("/models/%d/%s", i, figures);
        assertThat(found.at(pointer)).as(pointer).isEqualTo(expected.at(pointer));
      }
      assertThat(found.at(Text.format("/models/%d/boxes/metrics/AP", i)).doubleValue())
          .isGreaterThan(0.5);
    }
    assertThat(elements(natively("report/index.html")))
        .isEqualTo(elements(jvm("report/index.html")));
    assertThat(Files.readString(natively("report/report.md"))).contains("| dynamic |");
  }

  /** How many tags of each kind there are: figures of time differ, and images of frames. */
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
                "--max-images",
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
}
