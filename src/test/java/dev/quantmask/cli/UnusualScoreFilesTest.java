package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pycocotools scores, though no tool should write them: unusual.py has its figures. */
class UnusualScoreFilesTest {
  private static final Path FILES = Path.of("test-data/coco/unusual");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"strids", "catnoname", "gtunkimg", "nulls"})
  void theyAreScoredAsByPycocotools(String name) throws IOException {
    Path folder = FILES.resolve(name);
    for (String type : new String[] {"bbox", "segm"}) {
      JsonNode figures =
          ScoreRun.json(
              folder.resolve("gt.json"),
              folder.resolve("dt.json"),
              "--iou-type",
              type,
              "--per-class");
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
    Path truth = FILES.resolve("gtunkimg/gt.json");
    assertThat(ScoreRun.of(truth, detections).error().lines())
        .contains(Text.format("%s: there are no detections: AP is 0", detections));
    assertThat(ScoreRun.json(truth, detections).get("AP").doubleValue()).isZero();
  }
}
