package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LVIS' figures, against those of lvis 0.5.3, see {@code test-data/coco/lvis/cases.py}. */
class LvisScoreTest {
  private static final Path CASES = Path.of("test-data/coco/lvis");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"mixed", "crowded", "texts", "masks", "boxes"})
  void theFiguresAreThoseOfLvis(String name) throws IOException {
    JsonNode lines =
        new ObjectMapper().readTree(CASES.resolve(name).resolve("expected.json").toFile());
    assertThat(lines).hasSize(name.equals("crowded") ? 6 : 3);
    for (JsonNode line : lines) {
      String type = line.get("iouType").textValue();
      int most = line.get("maxDets").intValue();
      JsonNode found =
          ScoreRun.json(
              CASES.resolve(name),
              "--protocol",
              "lvis",
              "--iou-type",
              type,
              "--max-dets",
              most,
              "--per-class");
      assertThat(line.get("AR@" + most).doubleValue()).isPositive();
      for (Map.Entry<String, JsonNode> expected : line.properties()) {
        if (expected.getKey().startsWith("A")) {
          assertThat(found.path(expected.getKey()).doubleValue())
              .as("%s %d %s", type, most, expected.getKey())
              .isEqualTo(expected.getValue().doubleValue());
        }
      }
      for (int k = 0; k < line.get("classes").size(); k++) {
        assertThat(found.at("/classes/" + k + "/AP").doubleValue())
            .as("%s %d class %d", type, most, k)
            .isEqualTo(line.get("classes").get(k).doubleValue());
      }
    }
  }

  private static ScoreRun run(Object... options) {
    return run(CASES.resolve("mixed/gt.json.gz"), options);
  }

  private static ScoreRun run(Path truth, Object... options) {
    Object[] all = new Object[options.length + 4];
    System.arraycopy(new Object[] {"--protocol", "LVIS", "--iou-type", "bbox"}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return ScoreRun.of(truth, CASES.resolve("mixed/dt.json.gz"), all);
  }

  @Test
  void theTableHasThirteenFiguresAndTheFrequencies() throws IOException {
    ScoreRun run = run("--per-class", "--thresholds");
    assertThat(run.output().lines().filter(line -> line.startsWith("| A")))
        .map(line -> line.split(" ", 3)[1])
        .containsExactly(
            "AP", "AP50", "AP75", "APs", "APm", "APl", "APr", "APc", "APf", "AR@300", "ARs@300",
            "ARm@300", "ARl@300");
    assertThat(run.output())
        .contains("\n| bbox | AP | AP50 | AP75 | APs | APm | APl | AR@300 |")
        .contains("\n| bbox, best F1 | score |");
    JsonNode json = ScoreRun.json(CASES.resolve("mixed"), "--protocol", "lvis", "--per-class");
    assertThat(json.at("/bbox/classes/1/id").intValue()).isEqualTo(2);
    assertThat(json.at("/bbox/classes/1/frequency").textValue()).isEqualTo("c");
  }

  @Test
  void nothingFoundIsAnAveragePrecisionOfZero() throws IOException {
    Path detections = Files.writeString(directory.resolve("dt.json"), "[]");
    Path truth = CASES.resolve("mixed/gt.json.gz");
    JsonNode json = ScoreRun.json(truth, detections, "--protocol", "lvis");
    assertThat(json.get("AP").doubleValue()).isZero();
    assertThat(json.get("APr").doubleValue()).isZero();
    assertThat(json.get("AR@300").doubleValue()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--no-categories| ''| --no-categories: LVIS' figures are by category",
        "--max-dets| 1,10,100| --max-dets: expected one number of at least 1, found [1, 10, 100]",
        "--max-dets| 0| --max-dets: expected one number of at least 1, found [0]",
        "--confusion-matrix| 0.5| --confusion-matrix: expected --protocol coco",
        "--area-ranges| r=0:5| --area-ranges: expected names that differ, found APr twice",
      })
  void whatLvisDoesNotHaveIsNamed(String option, String value, String message) {
    ScoreRun run = value.isEmpty() ? run(option) : run(option, value);
    assertThat(run.error()).contains(message);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'images': [{'id': 1, 'not_exhaustive_category_ids': []}]| images[0].neg_category_ids:"
            + " missing",
        "'images': [{'id': 1, 'neg_category_ids': []}]| images[0].not_exhaustive_category_ids:"
            + " missing",
        "'images': [{'id': 1, 'neg_category_ids': 5}]| images[0].neg_category_ids: expected an"
            + " array of ids of categories, found a number",
        "'images': [], 'categories': [{'id': 1}]| categories[0].frequency: missing",
        "'images': [], 'categories': [{'id': 1, 'frequency': 'x'}]| categories[0].frequency:"
            + " expected r, c or f, found x",
        "'images': [], 'annotations': [{'id': 1, 'image_id': 1, 'category_id': 1, 'bbox': [1, 2,"
            + " 3, 4]}]| annotations[0].area: missing",
      })
  void whatAFileLacksIsNamed(String json, String message) throws IOException {
    Path truth =
        Files.writeString(directory.resolve("gt.json"), "{" + json.replace('\'', '"') + "}");
    ScoreRun run = run(truth);
    assertThat(run.error()).startsWith("quantmask: " + truth + ": " + message);
    assertThat(run.exitCode()).isEqualTo(1);
  }
}
