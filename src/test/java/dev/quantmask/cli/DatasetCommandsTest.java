package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandsTest {
  private static final String SQUARE = "[[1, 1], [9, 1], [9, 9], [1, 9]]";

  private record Outcome(int exitCode, String output, String error) {}

  @TempDir private Path directory;
  private Path frames;
  private Path out;

  @BeforeEach
  void makeFrames() throws IOException {
    frames = Files.createDirectory(directory.resolve("frames"));
    out = directory.resolve("annotations.json");
    frame("a", "crab", SQUARE);
    frame("b", "fish", SQUARE);
  }

  private void frame(String name, String label, String points) throws IOException {
    Files.write(frames.resolve(name + ".png"), TestImages.png(40, 30));
    String text =
        Text.format(
            """
        {'imagePath': '%s.png', 'imageWidth': 40, 'imageHeight': 30,
         'shapes': [{'label': '%s', 'shape_type': 'polygon', 'points': %s}]}
        """,
            name, label, points);
    Files.writeString(frames.resolve(name + ".json"), text.replace('\'', '"'));
  }

  private static Outcome run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, settings -> new FakeDetector(), texts);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private Outcome runImport(Object... more) {
    Object[] common = {"dataset", "import", "--format", "labelme", "--in", frames, "--out", out};
    return run(Stream.concat(Stream.of(common), Stream.of(more)).toArray());
  }

  @Test
  void importSaysWhatItWrote() {
    Outcome outcome = runImport();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.error())
        .isEqualTo(out + ": 2 images, 2 annotations, 2 classes" + System.lineSeparator());
  }

  @Test
  void aSplitIsAFileAPart() {
    Outcome outcome = runImport("--split", "train=0.5,val=0.5", "--seed", 4);
    assertThat(outcome.error().lines())
        .containsExactly(
            directory.resolve("annotations.train.json") + ": 1 images, 1 annotations, 2 classes",
            directory.resolve("annotations.val.json") + ": 1 images, 1 annotations, 2 classes");
  }

  @Test
  void badSplitsAreBadUsage() {
    Outcome outcome = runImport("--split", "train=0.5");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error())
        .startsWith("quantmask: --split: expected shares that add up to 1, found 0.500000");
  }

  @Test
  void brokenShapesEndItUnlessTheyAreSkipped() throws Exception {
    frame("c", "crab", "[[1, 1], [2, 2]]");
    Outcome outcome = runImport();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error().lines())
        .containsExactly(
            "error: c.json, shapes[0] (crab): expected a polygon of at least 3 points, found 2,"
                + " whose four numbers others take for a box",
            "      1 four-number-polygon (error)",
            "quantmask: no file is written; fix the errors, or leave the objects out with --skip-broken");
    assertThat(out).doesNotExist();

    Outcome skipped = runImport("--skip-broken");
    assertThat(skipped.exitCode()).isZero();
    assertThat(skipped.error().lines())
        .contains(
            "      1 four-number-polygon (error, left out)",
            out + ": 3 images, 2 annotations, 2 classes");
  }

  @Test
  void manyFindingsAreCutShort() throws Exception {
    for (int i = 0; i < 30; i++) {
      frame("broken" + i, "crab", "[[1, 1]]");
    }
    Path report = directory.resolve("report.json");
    Outcome outcome = runImport("--report", report);
    assertThat(outcome.error().lines())
        .contains("error: ... and 10 more; --report FILE has all")
        .hasSize(20 + 1 + 1 + 1);
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.get("findings")).hasSize(30);
    assertThat(json.get("counts").get("too-few-points").intValue()).isEqualTo(30);
    assertThat(json.get("written")).isEmpty();
  }

  @Test
  void theReportTellsWhatWasWritten() throws Exception {
    Path report = directory.resolve("report.json");
    runImport("--report", report);
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.get("format").asText()).isEqualTo("labelme");
    assertThat(json.get("classes").toString()).isEqualTo("[\"crab\",\"fish\"]");
    assertThat(json.at("/written/0/images").intValue()).isEqualTo(2);
  }

  @Test
  void classesComeFromAFile() throws Exception {
    Path classes = Files.writeString(directory.resolve("classes.txt"), "fish\n\ncrab\n");
    runImport("--classes", classes);
    JsonNode json = new ObjectMapper().readTree(out.toFile());
    assertThat(json.at("/categories/0/name").asText()).isEqualTo("fish");
    Files.writeString(classes, "fish\ncrab\nfish\n");
    assertThat(runImport("--classes", classes).error())
        .startsWith("quantmask: classes: expected each name once, found 'fish' again");
  }

  @Test
  void aVideoTakesThePlaceOfAFolderOfImages() throws Exception {
    Path truth = Files.writeString(directory.resolve("gt.txt"), "2,1,11,21,30,20,1,3,1\n");
    Path images = directory.resolve("images");
    Path video = Path.of("test-data/video/h264.mp4");
    Outcome outcome =
        run("dataset", "import", "--in", truth, "--video", video, "--images", images, "--out", out);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toFile());
    assertThat(images.resolve(json.at("/images/0/file_name").asText())).isRegularFile();
    assertThat(json.at("/categories/0/name").asText()).isEqualTo("car");
    assertThat(json.at("/annotations/0/bbox").toString()).isEqualTo("[10.0,20.0,30.0,20.0]");
    Outcome nowhere = run("dataset", "import", "--in", truth, "--video", video, "--out", out);
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.error()).contains("--video: expected --images DIR");
  }

  @Test
  void anUnknownFormatIsBadUsage() {
    Outcome outcome = run("dataset", "import", "--format", "doodles", "--in", frames, "--out", out);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error())
        .contains("Invalid value for option '--format': expected one of ")
        .contains(" coco, cvat, ")
        .contains(", found 'doodles'");
  }

  @Test
  void anInputThatIsNotThereIsAnError() {
    Path missing = directory.resolve("missing");
    Outcome outcome = run("dataset", "import", "--format", "coco", "--in", missing, "--out", out);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error())
        .startsWith("quantmask: " + missing + ": expected a file or a folder, found nothing there");
  }

  @Test
  void checkEndsWithOneWhenSomethingIsWrong() throws Exception {
    runImport();
    Outcome fine = run("dataset", "check", "--annotations", out, "--images", frames);
    assertThat(fine.exitCode()).isZero();
    assertThat(fine.error())
        .startsWith(
            out + ": 2 images, 2 annotations, 2 categories: valid" + System.lineSeparator());

    Files.writeString(out, Files.readString(out).replace("\"image_id\":1", "\"image_id\":9"));
    Path json = directory.resolve("check.json");
    Outcome wrong = run("dataset", "check", "--annotations", out, "--json", json);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.error().lines())
        .containsExactly(
            "error: "
                + out
                + ", annotations[0] (id 1): image_id: expected an image of the file,"
                + " found 9",
            "note: " + out + ": 1 of 2 images are without objects",
            "      1 unknown-image (error)",
            "      1 images-without-objects (note)",
            out + ": 2 images, 2 annotations, 2 categories: invalid");
    assertThat(new ObjectMapper().readTree(json.toFile()).get("findings")).hasSize(2);
  }

  @Test
  void warningsAloneAreFine() throws Exception {
    runImport();
    Files.writeString(out, Files.readString(out).replace("[[1,1,9,1,9,9,1,9]]", "[]"));
    Outcome outcome = run("dataset", "check", "--annotations", out);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.error()).contains("2 box-for-mask (warning)", "valid, with warnings");
  }

  @Test
  void statsPrintTablesAndDraw() throws Exception {
    runImport();
    Path charts = directory.resolve("charts");
    Path json = directory.resolve("stats.json");
    Outcome outcome =
        run("dataset", "stats", "--annotations", out, "--out", charts, "--json", json);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output().lines())
        .containsExactly(
            "2 images (0 without objects), 2 objects (0 crowds), 1.0 an image, 2 classes",
            "",
            "| id | class | objects | images | small | medium | large |",
            "|---|---:|---:|---:|---:|---:|---:|",
            "| 1 | crab | 1 | 1 | 1 | 0 | 0 |",
            "| 2 | fish | 1 | 1 | 1 | 0 | 0 |",
            "",
            "| image size | images |",
            "|---|---:|",
            "| 40x30 | 2 |");
    assertThat(ImageIO.read(charts.resolve("classes.png").toFile()).getWidth()).isPositive();
    assertThat(ImageIO.read(charts.resolve("images.png").toFile()).getWidth()).isPositive();
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/classes/1/name").asText())
        .isEqualTo("fish");
  }

  @Test
  void theGroupNeedsACommand() {
    Outcome outcome = run("dataset");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains("import", "check", "stats", "synthesize");
  }

  @Test
  void progressIsALineEveryTenSecondsWithoutATerminal() {
    AtomicLong now = new AtomicLong();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (ImageProgress progress = new ImageProgress(out, "import", "images", false, now::get)) {
      for (int i = 1; i <= 250; i++) {
        now.addAndGet(100_000_000L);
        progress.images(i, i <= 100 ? 250 : -1);
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("import: 100 of 250 images, 0:00:15 left", "import: 200 images");
  }

  @Test
  void progressIsABarOnATerminal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (ImageProgress progress =
        new ImageProgress(out, "import", "images", true, System::nanoTime)) {
      progress.images(1, 2);
      progress.images(2, 2);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("import", "100%", "2/2 images");
  }
}
