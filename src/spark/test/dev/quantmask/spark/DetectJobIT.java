package dev.quantmask.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.cli.CommandLineInterface;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.detection.Detection;
import dev.quantmask.io.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Spark 4.0 runs on Java 17 and 21")
class DetectJobIT {
  private static SparkSession spark;

  @TempDir Path directory;

  private Path images;
  private Path output;

  @BeforeAll
  static void start() {
    spark = Frames.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void folders() throws IOException {
    images = Files.createDirectory(directory.resolve("images of a month"));
    output = directory.resolve("rows");
  }

  /** Ends with 0, and returns the messages. */
  private String run(Object... arguments) {
    Outcome outcome = outcome(arguments);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    return outcome.error();
  }

  private record Outcome(int exitCode, String error) {}

  private Outcome outcome(Object... arguments) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(error, true, UTF_8));
    try {
      String[] all =
          Stream.concat(Stream.of("--output", output), Stream.of(arguments))
              .map(Object::toString)
              .toArray(String[]::new);
      return new Outcome(DetectJob.run(all), error.toString(UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    for (Row row : spark.read().parquet(output.toString()).collectAsList()) {
      String path = row.getAs("path");
      assertThat(rows.put(path.substring(path.lastIndexOf('/') + 1), row)).as(path).isNull();
    }
    return rows;
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      Set<String> names = new TreeSet<>();
      files.map(file -> file.getFileName().toString()).forEach(names::add);
      names.removeIf(name -> !name.startsWith("part-"));
      return names;
    }
  }

  @Test
  void everyImageIsARow() throws Exception {
    Path first = Frames.copy(1, images);
    Path second = Frames.copy(2, images.resolve("a/b"));
    Path odd = Files.copy(first, images.resolve("50% \u00e9 [x].JPG"));
    byte[] half = Files.readAllBytes(first);
    Files.write(images.resolve("cut.jpg"), Arrays.copyOf(half, half.length / 2));
    Files.writeString(images.resolve("text.png"), "no image");
    Files.createFile(images.resolve("empty.webp"));
    Files.writeString(images.resolve("notes.txt"), "not meant");

    run("--input", images);

    Map<String, Row> rows = rows();
    assertThat(rows.keySet())
        .containsExactlyInAnyOrder(
            "frame_000001.jpg",
            "frame_000002.jpg",
            "50% \u00e9 [x].JPG",
            "cut.jpg",
            "text.png",
            "empty.webp");
    Frames.assertFound(rows.get("frame_000001.jpg"), first);
    Frames.assertFound(rows.get("frame_000002.jpg"), second);
    Frames.assertFound(rows.get("50% \u00e9 [x].JPG"), odd);
    for (String broken : List.of("cut.jpg", "text.png", "empty.webp")) {
      assertThat(rows.get(broken).<String>getAs("error")).as(broken).isNotBlank();
      assertThat(rows.get(broken).isNullAt(rows.get(broken).fieldIndex("detections"))).isTrue();
    }
    Row model = rows.get("cut.jpg").getAs("model");
    assertThat(model.getString(0)).isEqualTo("model");
    assertThat(model.getString(1)).matches("[0-9a-f]{64}");
    assertThat(rows.get("frame_000001.jpg").<Long>getAs("length")).isEqualTo(half.length);
  }

  @Test
  void whatIsThereIsNotDoneAgain() throws Exception {
    Path kept = Frames.copy(1, images);
    Path changed = Frames.copy(2, images);
    run("--input", images);
    Set<String> before = files();
    assertThat(run("--input", images)).contains("detecting in 0 images");
    assertThat(files()).isEqualTo(before);

    Path added = Frames.copy(3, images);
    assertThat(run("--input", images)).contains("detecting in 1 images");
    assertThat(files()).containsAll(before).hasSizeGreaterThan(before.size());
    Frames.assertFound(rows().get(kept.getFileName().toString()), kept);
    Frames.assertFound(rows().get(added.getFileName().toString()), added);

    Files.setLastModifiedTime(changed, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(run("--input", images)).contains("detecting in 1 images");
  }

  @Test
  void errorsAreRetriedOnDemand() throws Exception {
    Path list =
        Files.writeString(
            directory.resolve("list.txt"), images.resolve("frame_000001.jpg") + "\n\n");
    run("--input", list, "--input-format", "paths");
    assertThat(rows().get("frame_000001.jpg").<String>getAs("error"))
        .isEqualTo("no such file, or it cannot be read");
    Path frame = Frames.copy(1, images);
    assertThat(run("--input", list, "--input-format", "paths", "--retry-errors"))
        .contains("detecting in 1 images");
    List<Row> found =
        spark.read().parquet(output.toString()).where("error is null").collectAsList();
    assertThat(found).hasSize(1);
    Frames.assertFound(found.get(0), frame);
  }

  @ParameterizedTest
  @CsvSource({"content, path", "file, file"})
  void tablesHaveBytesOrPaths(String column, String pathColumn) throws Exception {
    Path first = Frames.copy(1, images);
    Path second = Frames.copy(2, images);
    Path table = directory.resolve("table");
    spark
        .read()
        .format("binaryFile")
        .load(images.toString())
        .selectExpr("path", "content", "path as file")
        .write()
        .parquet(table.toString());
    Object[] arguments = {
      "--input", table, "--input-format", "parquet", "--column", column, "--path-column", pathColumn
    };
    run(arguments);
    Frames.assertFound(rows().get("frame_000001.jpg"), first);
    Frames.assertFound(rows().get("frame_000002.jpg"), second);
    assertThat(run(arguments)).contains("detecting in 0 images");
  }

  /** Figures of COCO from result files of the job, and from one array that has the same. */
  @Test
  void resultFilesScoreAsDetect() throws Exception {
    CocoDataset all = CocoReader.read(Path.of("test-data/frames/annotations.json"));
    List<Object> records = new ArrayList<>();
    for (int number = 1; number < 5; number++) {
      Path frame = Frames.copy(number, images);
      long id =
          all.images().stream()
              .filter(image -> frame.endsWith(image.fileName()))
              .findFirst()
              .orElseThrow()
              .id();
      for (Detection found : Frames.detect(frame).detections()) {
        records.add(record(id, all.categoriesById().get(found.classId()).id(), found));
      }
    }
    Files.writeString(images.resolve("unknown.png"), "no image");
    Files.copy(Frames.file(5), images.resolve("other.jpg"));
    Path array = Files.write(directory.resolve("array.json"), Json.bytes(records));

    String messages =
        run(
            "--input",
            images,
            "--format",
            "coco",
            "--annotations",
            "test-data/frames/annotations.json");

    assertThat(messages).contains("1 images are not in test-data/frames/annotations.json");
    assertThat(score(output.resolve("_coco"))).isEqualTo(score(array));
  }

  private static Map<String, Object> record(long image, long category, Detection found) {
    Detection.Box box = found.box();
    return Map.of(
        "image_id",
        image,
        "category_id",
        category,
        "score",
        (double) found.score(),
        "bbox",
        List.of(box.x0(), box.y0(), (double) box.x1() - box.x0(), (double) box.y1() - box.y0()),
        "segmentation",
        Map.of(
            "size",
            List.of(found.mask().height(), found.mask().width()),
            "counts",
            found.mask().compressed()));
  }

  private String score(Path detections) throws IOException {
    Path scores = directory.resolve("scores.json");
    String[] arguments = {
      "coco",
      "score",
      "--gt",
      "test-data/frames/annotations.json",
      "--dt",
      detections.toString(),
      "--json",
      scores.toString()
    };
    assertThat(CommandLineInterface.run(arguments)).isZero();
    String text = Files.readString(scores);
    assertThat(text).contains("\"bbox\"", "\"segm\"");
    return text;
  }

  @Test
  void rowsOfAFolderAreMadeAlike() throws Exception {
    Frames.copy(1, images);
    run("--input", images, "--max-detections", 1, "--masks", "none");
    List<Row> detections = rows().get("frame_000001.jpg").getList(6);
    assertThat(detections).hasSize(1);
    assertThat(detections.get(0).isNullAt(4)).isTrue();
    Outcome other = outcome("--input", images, "--min-score", "0.5");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.error()).contains("expected the same options or another folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input nothing.here| 1| no such file or directory",
        "--input test-data/coco| 1| expected images, found none",
        "--input test-data/frames --model no.pt| 1| no.pt",
        "--input test-data/frames --model pom.xml| 1| model ",
        "--input test-data/frames --format coco| 2| expected --annotations",
        "--input test-data/frames --masks polygon| 2| --masks: expected rle or none, found polygon",
        "--input test-data/frames --min-score 2| 2| minScore: expected 0 to 1, found 2.0",
        "--input test-data/frames --images-per-task 0| 2| --images-per-task: expected at least 1",
      })
  void whatIsWrongIsSaid(String arguments, int exitCode, String message) {
    Outcome outcome = outcome((Object[]) arguments.split(" ", -1));
    assertThat(outcome.error()).contains(message);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }

  /** The executor's file may have been replaced since the driver saw it. */
  @Test
  void modelThatIsAnotherOneIsRefused() throws Exception {
    SharedModel model = SharedModel.share(spark.sparkContext(), Optional.empty());
    SharedModel other = new SharedModel(null, "0".repeat(64), model.classes());
    assertThatThrownBy(() -> ExecutorDetector.of(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SHA-256 " + "0".repeat(64) + ", found " + model.sha256());
  }
}
