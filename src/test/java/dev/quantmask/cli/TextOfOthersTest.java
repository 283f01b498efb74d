package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels, names of files and messages that others have chosen, on their way to a terminal. */
class TextOfOthersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Moves the cursor, turns the direction of reading, begins a line and a cell of its own. */
  private static final String HOSTILE = "a\u001b[31m\u009b2J\u202e\u2028|<b>\rX\nFORGED: fine";

  @TempDir Path directory;
  private Path frames;
  private Path annotations;
  private String name;

  private record Outcome(int exitCode, String output, String error) {}

  @BeforeEach
  void makeFrames() throws IOException {
    frames = Files.createDirectory(directory.resolve("frames"));
    annotations = directory.resolve("annotations.json");
    name = HOSTILE.replace("|", "").replace("<b>", "");
  }

  private void frame(String image, Object points) throws IOException {
    Files.write(frames.resolve(image + ".png"), TestImages.png(40, 30));
    var shape = JSON.createObjectNode().put("label", HOSTILE).put("shape_type", "polygon");
    shape.set("points", JSON.valueToTree(points));
    var frame = JSON.createObjectNode().put("imagePath", image + ".png");
    frame.put("imageWidth", 40).put("imageHeight", 30).putArray("shapes").add(shape);
    Files.write(frames.resolve(image + ".json"), JSON.writeValueAsBytes(frame));
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

  private static void requireVisible(Outcome outcome) {
    assertThat(outcome.output() + outcome.error())
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n\r\t]]")
        .doesNotContainPattern("(?m)^FORGED")
        .containsPattern("(?i)\\\\u001b\\\\?\\[31m\\\\u009b2J\\\\u202e\\\\u2028");
  }

  private Outcome importFrames() {
    return run("dataset", "import", "--format", "labelme", "--in", frames, "--out", annotations);
  }

  @Test
  void tablesOfAnnotations() throws Exception {
    frame("a", new int[][] {{1, 1}, {9, 1}, {9, 9}});
    assertThat(importFrames().exitCode()).isZero();
    Outcome stats = run("dataset", "stats", "--annotations", annotations);
    requireVisible(stats);
    assertThat(stats.output()).contains("\\|\\<b\\>");

    JsonNode annotation = JSON.readTree(annotations.toFile()).at("/annotations/0");
    var found = JSON.createObjectNode().put("image_id", 1).put("category_id", 1).put("score", 0.5);
    found.set("bbox", annotation.get("bbox"));
    Path detections = directory.resolve("found.json");
    Files.write(detections, JSON.writeValueAsBytes(JSON.createArrayNode().add(found)));
    requireVisible(
        run(
            "coco",
            "score",
            "--gt",
            annotations,
            "--dt",
            detections,
            "--per-class",
            "--thresholds",
            "--confusion-matrix",
            "0.1"));
  }

  /** In a locale of ASCII there is no file of such a name, and Java can make none. */
  private void assumeThatFilesCanHaveTheName() {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"));
    assumeTrue(names.newEncoder().canEncode(name), "names of files need a locale of UTF-8");
  }

  @Test
  void findings() throws Exception {
    assumeThatFilesCanHaveTheName();
    frame(name, new int[][] {{1, 1}, {9, 1}});
    Outcome outcome = importFrames();
    assertThat(outcome.exitCode()).isEqualTo(1);
    requireVisible(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e308", "-1e308", "1e8"})
  void coordinatesThatNobodyHasDrawnAreErrorsWithTheirPlace(String coordinate) throws Exception {
    frame("a", new double[][] {{Double.parseDouble(coordinate), 1}, {9, 1}, {0, 0}});
    Outcome outcome = importFrames();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error())
        .contains("a.json, shapes[0]", "points[0]: expected a number between -10000000 and");
  }

  @Test
  void namesOfFiles() throws Exception {
    assumeThatFilesCanHaveTheName();
    Path image = Files.write(directory.resolve(name + ".png"), TestImages.png());
    Outcome detect = run("detect", "--overlay", directory.resolve("out"), image);
    requireVisible(detect);
    assertThat(JSON.readTree(detect.output()).get("image").textValue()).isEqualTo("" + image);
    requireVisible(run("detect", directory.resolve(name)));
    for (String command : new String[] {"inspect --model", "dataset check --annotations"}) {
      String[] words = command.split(" ");
      Outcome outcome =
          run(Stream.concat(Stream.of(words), Stream.of("" + directory.resolve(name))).toArray());
      assertThat(outcome.exitCode()).isEqualTo(1);
      requireVisible(outcome);
    }
  }

  @Test
  void wordsOfTheCommandLine() {
    assertThat(run("--no" + "\u001b[31m").error()).contains("\\u001b[31m").doesNotContain("\u001b");
  }

  @Test
  void valuesOfAConfiguration() throws Exception {
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "MODEL:\n  META_ARCHITECTURE: \"x\\e[31m\\x9b2J\\u202e\\u2028\"\n");
    requireVisible(
        run(
            "convert",
            "--checkpoint",
            "src/main/model/model.pth",
            "--config",
            config,
            "--out",
            directory.resolve("out.pt")));
  }
}
