package dev.quantmask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.io.MaybeGzipInput;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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

  /** As Spark, Hadoop and log shippers write them. */
  @Test
  void linesAndFoldersOfFilesScoreAsOneArray() throws IOException {
    List<String> records = new ArrayList<>();
    try (InputStream array = MaybeGzipInput.open(CASE.resolve("dt.json.gz"))) {
      new ObjectMapper().readTree(array).forEach(record -> records.add(record.toString()));
    }
    int half = records.size() / 2;
    Path parts = Files.createDirectory(directory.resolve("parts"));
    Files.writeString(parts.resolve("_SUCCESS"), "");
    Files.writeString(parts.resolve(".part-00001.txt.crc"), "crc\0");
    Files.writeString(parts.resolve("part-00000.txt"), "");
    Files.writeString(parts.resolve("part-00001.txt"), lines(records.subList(0, half)));
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(parts.resolve("part-00002.json.gz")))) {
      packed.write(records.subList(half, records.size()).toString().getBytes(UTF_8));
    }
    Path lines = Files.writeString(directory.resolve("dt.jsonl"), lines(records));
    JsonNode expected = json("--per-class");
    assertThat(ScoreRun.json(CASE.resolve("gt.json.gz"), lines, "--per-class")).isEqualTo(expected);
    assertThat(ScoreRun.json(CASE.resolve("gt.json.gz"), parts, "--per-class")).isEqualTo(expected);
  }

  private static String lines(List<String> records) {
    return String.join("\n", records) + "\n";
  }

  @Test
  void folderWithoutResultsIsNamed() throws IOException {
    Path parts = Files.createDirectory(directory.resolve("parts"));
    Files.writeString(parts.resolve("_SUCCESS"), "");
    ScoreRun run = ScoreRun.of(CASE.resolve("gt.json.gz"), parts);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.error())
        .isEqualTo("quantmask: " + parts + ": expected result files, found none\n");
    Path broken = Files.writeString(parts.resolve("part-00000"), "\n{\"image_id\": 1}\n");
    assertThat(ScoreRun.of(CASE.resolve("gt.json.gz"), parts).error())
        .isEqualTo("quantmask: " + broken + ": detections[0].category_id: missing\n");
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
        .contains("--max-dets: expected at least three numbers of at least 1, found [1, 10]");
    assertThat(score("--iou-type", "bbox", "--max-dets", "1,10").exitCode()).isEqualTo(2);
    assertThat(score("--iou-type", "keypoints").exitCode()).isEqualTo(2);
  }
}
