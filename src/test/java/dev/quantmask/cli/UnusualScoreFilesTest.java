package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pycocotools scores, though no tool should write them: unusual.py has its figures. */
class UnusualScoreFilesTest {
  private static final Path FILES = Path.of("test-data/coco/unusual");

  @TempDir private Path directory;

  private String run(Path truth, Path detections, String... more) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayOutputStream(), new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] arguments =
        Stream.concat(
                Stream.of("coco", "score", "--gt", truth.toString(), "--dt", detections.toString()),
                Stream.of(more))
            .toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, settings -> new FakeDetector(), arguments);
    assertThat(exitCode).as(error.toString(StandardCharsets.UTF_8)).isZero();
    return error.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"strids", "catnoname", "gtunkimg", "nulls"})
  void theyAreScoredAsByPycocotools(String name) throws IOException {
    Path folder = FILES.resolve(name);
    Path json = directory.resolve("figures.json");
    for (String type : new String[] {"bbox", "segm"}) {
      run(
          folder.resolve("gt.json"),
          folder.resolve("dt.json"),
          "--iou-type",
          type,
          "--per-class",
          "--json",
          json.toString());
      JsonNode figures = new ObjectMapper().readTree(json.toFile());
      JsonNode expected =
          new ObjectMapper().readTree(folder.resolve("expected.json").toFile()).get(type);
      for (Map.Entry<String, JsonNode> one : expected.properties()) {
        assertThat(figures.get(one.getKey()).doubleValue())
            .as("%s %s", type, one.getKey())
            .isEqualTo(one.getValue().doubleValue());
      }
    }
  }

  @Test
  void aDetectorThatFoundNothingHasAnAveragePrecisionOfZero() throws IOException {
    Path detections = Files.writeString(directory.resolve("dt.json"), "[]");
    Path json = directory.resolve("figures.json");
    String said = run(FILES.resolve("gtunkimg/gt.json"), detections, "--json", json.toString());
    assertThat(said.lines())
        .contains(Text.format("%s: there are no detections: AP is 0", detections));
    assertThat(new ObjectMapper().readTree(json.toFile()).get("AP").doubleValue()).isZero();
  }
}
