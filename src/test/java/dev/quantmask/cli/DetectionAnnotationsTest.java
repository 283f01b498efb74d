package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detections that a person corrects in an annotation tool. */
class DetectionAnnotationsTest {
  private static final Path MODEL = Path.of("src/main/model/default.pt");

  @TempDir Path directory;
  private Path images;
  private Path out;

  @BeforeEach
  void writeImages() throws IOException {
    images = Files.createDirectories(directory.resolve("images/day"));
    Files.write(images.resolve("a.png"), TestImages.png());
    Files.write(images.resolve("b.png"), TestImages.png());
    out = directory.resolve("out");
  }

  private Outcome run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    int exitCode =
        CommandLineInterface.run(
            new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8)),
            settings -> new FakeDetector(),
            Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private Outcome detect(String format, Object... more) {
    Object[] first = {"detect", "--model", MODEL, "--annotations", format};
    Object[] last = {"--annotations-out", out, images.resolve("a.png"), images.resolve("b.png")};
    return run(Stream.of(first, more, last).flatMap(Stream::of).toArray());
  }

  @Test
  void labelMeHasThemBesideCopiesOfTheImages() throws IOException {
    Outcome outcome = detect("labelme", "--copy-images");
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(outcome.error()).endsWith("out: 2 images, 4 annotations, 2 classes\n");
    JsonNode file = new ObjectMapper().readTree(out.resolve("a.json").toFile());
    assertThat(file.get("imagePath").textValue()).isEqualTo("a.png");
    assertThat(out.resolve("a.png")).hasSameBinaryContentAs(images.resolve("a.png"));
    JsonNode shape = file.get("shapes").get(0);
    assertThat(shape.get("label").textValue()).isEqualTo("cat");
    assertThat(shape.get("score").doubleValue()).isEqualTo(0.875);
    assertThat(shape.get("points").toString())
        .isEqualTo("[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0]]");
  }

  @Test
  void labelStudioHasThemAsPredictions() throws IOException {
    assertThat(detect("labelstudio", "--min-score", "0.6").exitCode()).isZero();
    JsonNode task = new ObjectMapper().readTree(out.resolve("tasks.json").toFile()).get(1);
    assertThat(task.at("/data/image").textValue()).isEqualTo("/data/local-files/?d=b.png");
    assertThat(task.at("/annotations").isMissingNode()).isTrue();
    assertThat(task.at("/predictions/0/model_version").textValue()).isEqualTo("quantmask");
    assertThat(task.at("/predictions/0/result")).hasSize(1);
    assertThat(task.at("/predictions/0/result/0/score").doubleValue()).isEqualTo(0.875);
  }

  @Test
  void classesAreTheModels() throws IOException {
    assertThat(detect("coco", "--min-score", "0.6").exitCode()).isZero();
    CocoDataset dataset = CocoReader.read(out);
    assertThat(dataset.categories()).extracting("name").containsExactly("cat", "dog");
    assertThat(dataset.annotations()).hasSize(2);
  }

  @Test
  void namesAreBelowTheFolderOfAllImages() throws IOException {
    Files.write(images.resolveSibling("c.png"), TestImages.png());
    Outcome outcome =
        run(
            "detect",
            "--model",
            MODEL,
            "--annotations",
            "coco",
            "--annotations-out",
            out,
            images,
            images.resolveSibling("c.png"));
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(CocoReader.read(out).images())
        .extracting("fileName")
        .containsExactly("c.png", "day/a.png", "day/b.png");
  }

  @Test
  void oneOptionNeedsTheOther() {
    assertThat(run("detect", "--model", MODEL, "--annotations", "coco", images).error())
        .startsWith("quantmask: --annotations, --annotations-out: expected both or none");
    assertThat(detect("coco", "--masks", "none").error())
        .startsWith("quantmask: --annotations: expected masks, found --masks none");
  }

  @Test
  void aFolderWithSomethingInItIsNoPlaceForThem() throws IOException {
    Files.createDirectories(out.resolve("mine"));
    Outcome outcome = detect("labelme");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).contains("expected a new or empty folder, found files in it");
    assertThat(outcome.output()).as("before the first image").isEmpty();
  }
}
