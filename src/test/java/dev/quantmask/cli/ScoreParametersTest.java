package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IoU thresholds and ranges of area, against pycocotools, whose figures parameters.py writes. */
class ScoreParametersTest {
  private static final Path CASES = Path.of("test-data/coco/scoring");
  private static final Path CASE = CASES.resolve("s01_mixed");

  @ParameterizedTest
  @ValueSource(strings = {"s01_mixed", "s04_crowd"})
  void theFiguresAreThoseOfPycocotools(String name) throws IOException {
    JsonNode lines =
        new ObjectMapper().readTree(CASES.resolve(name).resolve("parameters.json").toFile());
    assertThat(lines).hasSize(16);
    for (JsonNode line : lines) {
      List<String> options = new ArrayList<>(List.of("--iou-type", line.get("iouType").asText()));
      if (line.hasNonNull("iouThresholds")) {
        options.addAll(List.of("--iou-thresholds", line.get("iouThresholds").asText()));
      }
      if (line.hasNonNull("areaRanges")) {
        options.addAll(List.of("--area-ranges", line.get("areaRanges").asText()));
      }
      JsonNode found = ScoreRun.json(CASES.resolve(name), options.toArray());
      Set<String> keys = new HashSet<>();
      for (Map.Entry<String, JsonNode> expected : line.get("figures").properties()) {
        keys.add(expected.getKey());
        assertThat(found.path(expected.getKey()).doubleValue())
            .as("%s %s", options, expected.getKey())
            .isEqualTo(expected.getValue().doubleValue());
      }
      keys.addAll(List.of("iouType", "APAtMaxDets"));
      assertThat(found.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  @Test
  void theRangesHaveColumnsAndRowsOfTheirOwn() {
    String output =
        run("--iou-thresholds", "0.75", "--area-ranges", "tiny=0:256", "--per-class").output();
    assertThat(output)
        .contains("\n| APtiny | 0.", "\n| ARtiny | 0.")
        .contains("\n| bbox | AP | AP75 | APtiny | AR1 | AR10 | AR100 | ARtiny |\n")
        .doesNotContain("APs", "AP50");
  }

  private static ScoreRun run(Object... options) {
    return ScoreRun.of(CASE.resolve("gt.json.gz"), CASE.resolve("dt.json.gz"), options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--iou-thresholds| \"\"| expected numbers as in 0.5,0.75 or a range as in 0.5:0.95:0.05,"
            + " found ''",
        "--iou-thresholds| 0.5,x| expected numbers as in 0.5,0.75 or a range as in 0.5:0.95:0.05,"
            + " found '0.5,x'",
        "--iou-thresholds| NaN| expected numbers as in 0.5,0.75 or a range as in 0.5:0.95:0.05,"
            + " found 'NaN'",
        "--iou-thresholds| 0.5:0.9| expected numbers as in 0.5,0.75 or a range as in"
            + " 0.5:0.95:0.05, found '0.5:0.9'",
        "--iou-thresholds| 0.5,1.5| expected rising numbers from 0 to 1, found [0.5, 1.5]",
        "--iou-thresholds| -0.5,0.5| expected rising numbers from 0 to 1, found [-0.5, 0.5]",
        "--iou-thresholds| 0.75,0.5| expected rising numbers from 0 to 1, found [0.75, 0.5]",
        "--iou-thresholds| 0.5,0.5| expected rising numbers from 0 to 1, found [0.5, 0.5]",
        "--iou-thresholds| 0.95:0.5:0.05| expected a range whose steps lead from its first number"
            + " up to its last, found 0.95:0.5:0.05",
        "--iou-thresholds| 0.5:0.95:0.1| expected a range whose steps lead from its first number"
            + " up to its last, found 0.5:0.95:0.1",
        "--iou-thresholds| 0.5:0.95:0| expected a range whose steps lead from its first number up"
            + " to its last, found 0.5:0.95:0.0",
        "--area-ranges| \"\"| expected ranges as in small=0:1024,large=9216:inf, found ''",
        "--area-ranges| 0:5| expected ranges as in small=0:1024,large=9216:inf, found '0:5'",
        "--area-ranges| a=0:x| expected ranges as in small=0:1024,large=9216:inf, found 'a=0:x'",
        "--area-ranges| a=0:NaN| expected ranges as in small=0:1024,large=9216:inf, found"
            + " 'a=0:NaN'",
        "--area-ranges| 50=0:9| expected ranges as in small=0:1024,large=9216:inf, found '50=0:9'",
        "--area-ranges| a=9:5| expected for a two numbers of at least 0, the lower one first,"
            + " found 9.0 and 5.0",
        "--area-ranges| all=-1:5| expected for all two numbers of at least 0, the lower one first,"
            + " found -1.0 and 5.0",
        "--area-ranges| a=0:5,a=5:9| expected names that differ, found APa twice",
        "--area-ranges| all=0:5,all=5:9| expected names that differ, found AP twice",
      })
  void whatIsWrongIsNamed(String option, String value, String message) {
    ScoreRun run = run(option, value);
    assertThat(run.error()).startsWith("quantmask: " + option + ": " + message);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void thresholdsOfTheScoreNeedAnIouOfOneHalf() {
    assertThat(run("--iou-thresholds", "0.3,0.75", "--thresholds").error())
        .startsWith("quantmask: --thresholds: expected 0.5 among --iou-thresholds");
    assertThat(run("--iou-thresholds", "0.3,0.5", "--thresholds").output())
        .contains(lines(run("--thresholds").output(), "best F1"));
  }

  private static String lines(String output, String heading) {
    return output.substring(output.indexOf(heading));
  }
}
