package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoScoreCommandTest {
  private static final Path CASE = Path.of("test-data/coco/scoring/s01_mixed");
  private static final List<String> KEYS =
      List.of(
          "AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl");

  @TempDir Path directory;

  private static ScoreRun score(Object... more) {
    return ScoreRun.of(CASE.resolve("gt.json.gz"), CASE.resolve("dt.json.gz"), more);
  }

  private static JsonNode json(Object... more) throws IOException {
    return ScoreRun.json(CASE, more);
  }

  private static List<Double> expected(int line) throws IOException {
    List<Double> figures = new ArrayList<>();
    new ObjectMapper()
        .readTree(CASE.resolve("expected.json").toFile())
        .get(line)
        .get("stats")
        .forEach(figure -> figures.add(Double.parseDouble(figure.textValue())));
    return figures;
  }

  private static List<Double> figures(JsonNode json) {
    return KEYS.stream().map(key -> json.get(key).doubleValue()).toList();
  }

  @Test
  void writesTheFiguresWithAllDigits() throws IOException {
    JsonNode json = json("--iou-type", "bbox");
    assertThat(figures(json)).isEqualTo(expected(0));
    assertThat(json.fieldNames()).toIterable().startsWith(KEYS.toArray(String[]::new));
    assertThat(json.has("classes")).isFalse();
  }

  @Test
  void comparesByWhatTheDetectionsHaveAndSaysSo() throws IOException {
    ScoreRun outcome = score();
    assertThat(outcome.error()).contains("dt.json.gz: compared by bbox and segm");
    assertThat(outcome.output()).startsWith("| figure | bbox | segm |\n|---|---:|---:|\n| AP | 0.");
    JsonNode json = json();
    assertThat(figures(json.get("bbox"))).isEqualTo(expected(0));
    assertThat(figures(json.get("segm"))).isEqualTo(expected(3));
  }

  @Test
  void otherLimitsLeaveApWithoutAndShowItBeside() throws IOException {
    JsonNode json = json("--iou-type", "bbox", "--max-dets", "20,1,5");
    assertThat(figures(json)).isEqualTo(expected(1));
    assertThat(json.get("AP").toString()).isEqualTo("-1");
    assertThat(json.at("/APAtMaxDets/20").doubleValue()).isPositive();
    assertThat(figures(json("--iou-type", "bbox", "--no-categories"))).isEqualTo(expected(2));
  }

  @Test
  void classesThresholdsAndConfusionOnRequest() throws IOException {
    Object[] options = {
      "--iou-type", "BBOX", "--per-class", "--thresholds", "--confusion-matrix", 0.3
    };
    JsonNode json = json(options);
    assertThat(json.get("classes")).hasSize(6);
    assertThat(json.at("/classes/0/AP").doubleValue()).isBetween(0.0, 1.0);
    assertThat(json.at("/thresholds/0/F1").doubleValue()).isBetween(0.0, 1.0);
    assertThat(json.at("/confusionMatrix/labels")).hasSize(7);
    assertThat(json.at("/confusionMatrix/counts/6")).hasSize(7);
    assertThat(score(options).output())
        .contains("\n| bbox | AP |", "\n| bbox, best F1 |", "\n| bbox: object, taken for |");
  }

  @Test
  void boundariesAreATypeOfTheirOwn() throws IOException {
    JsonNode json = json("--iou-type", "boundary", "--iou-type", "segm");
    assertThat(json.at("/boundary/AP").doubleValue())
        .isLessThan(json.at("/segm/AP").doubleValue())
        .isPositive();
  }

  @Test
  void detectionsOfOtherClassesAreCounted() {
    Path folder = Path.of("test-data/coco/scoring/e07_dt_unknown_category");
    Path truth = folder.resolve("gt.json.gz");
    Path detections = folder.resolve("dt.json.gz");
    ScoreRun outcome = ScoreRun.of(truth, detections, "--iou-type", "bbox");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.error())
        .isEqualTo(
            Text.format(
                "%s: 1 detections are of classes that %s does not have; they do not count%n",
                detections, truth));
  }

  @Test
  void whatIsWrongIsNamedAndNothingWritten() throws IOException {
    Path detections =
        Files.writeString(
            directory.resolve("dt.json"),
            """
            [{"image_id": 397, "category_id": 1, "score": NaN, "bbox": [1, 2, 3, 4]}]
            """);
    Path json = directory.resolve("scores.json");
    ScoreRun outcome = ScoreRun.of(CASE.resolve("gt.json.gz"), detections, "--json", json);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error())
        .isEqualTo(
            Text.format(
                "quantmask: %s: detections[0].score: expected a finite number, found NaN%n",
                detections));
    assertThat(json).doesNotExist();
    assertThat(ScoreRun.of(directory.resolve("no.json"), CASE.resolve("dt.json.gz")).error())
        .contains("no.json: no such file");
    assertThat(score("--iou-type", "bbox", "--max-dets", "1,10").error())
        .startsWith("--max-dets: expected at least three numbers of at least 1, found [1, 10]");
    assertThat(score("--iou-type", "bbox", "--max-dets", "1,10").exitCode()).isEqualTo(2);
    assertThat(score("--iou-type", "keypoints").exitCode()).isEqualTo(2);
  }
}
