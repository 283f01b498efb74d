package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineInterfaceTest {
  private record Outcome(int exitCode, String output, String error) {
    List<JsonNode> json() throws IOException {
      List<JsonNode> values = new ArrayList<>();
      for (String line : output.lines().toList()) {
        values.add(new ObjectMapper().readTree(line));
      }
      return values;
    }
  }

  @TempDir Path directory;
  private Path model;
  private Path image;

  @BeforeEach
  void writeFiles() throws IOException {
    model = Path.of("src/main/model/default.pt"); // a real one: it is looked at before it is loaded
    image = Files.write(directory.resolve("frame.png"), TestImages.png());
  }

  private static Outcome run(DetectorOpener detectors, Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, detectors, texts);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private static Outcome run(Object... arguments) {
    return run(settings -> new FakeDetector(), arguments);
  }

  @Test
  void printsOneLineAnImageInOrder() throws Exception {
    Path second = Files.write(directory.resolve("second.png"), TestImages.png(5, 4));
    Outcome outcome = run("detect", "--model", model, second, image);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.error()).isEmpty();
    List<JsonNode> lines = outcome.json();
    assertThat(lines)
        .extracting(line -> line.get("image").textValue())
        .containsExactly(second.toString(), image.toString());
    assertThat(lines.get(0).fieldNames())
        .toIterable()
        .containsExactly("image", "width", "height", "detections", "timing");
    assertThat(lines.get(0).get("detections")).hasSize(2);
    assertThat(lines.get(0).at("/timing/coldStart").booleanValue()).isTrue();
    assertThat(lines.get(1).at("/timing/coldStart").booleanValue()).isFalse();
  }

  @Test
  void optionsReachTheDetector() throws Exception {
    Outcome outcome =
        run("detect", "--model", model, "--min-score", 0.6, "--masks", "polygon", image);
    JsonNode detections = outcome.json().get(0).get("detections");
    assertThat(detections).hasSize(1);
    assertThat(detections.get(0).has("polygons")).isTrue();
  }

  @Test
  void anUnreadableImageIsNamedAndTheOthersAreDone() throws Exception {
    Path missing = directory.resolve("missing.png");
    Path text = Files.write(directory.resolve("text.png"), TestImages.textCalledPng());
    Outcome outcome = run("detect", "--model", model, missing, text, image);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.json()).hasSize(1);
    assertThat(outcome.error().lines())
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line).isEqualTo("quantmask: " + missing + ": no such file or directory"))
        .anySatisfy(line -> assertThat(line).startsWith("quantmask: " + text + ": "));
  }

  @Test
  void jsonGoesToAFileInOnePiece() throws Exception {
    Path json = directory.resolve("found.jsonl");
    Path missing = directory.resolve("missing.png");
    Outcome outcome = run("detect", "--model", model, "--json", json, image, missing, image);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(json)).hasSize(2).isEqualTo(outcome.output().lines().toList());
    assertThat(directory.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void aFileThatWasThereStaysWhenNothingCanBeDetected() throws Exception {
    Path json = Files.writeString(directory.resolve("found.jsonl"), "old");
    Outcome outcome = run("detect", "--model", directory.resolve("no.pt"), "--json", json, image);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(json).hasContent("old");
    assertThat(directory.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void overlaysOfOneNameDoNotOverwriteEachOther() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    Path same = Files.write(other.resolve("frame.png"), TestImages.png(5, 4));
    Path overlays = directory.resolve("deep/overlays");
    Outcome outcome = run("detect", "--model", model, "--overlay", overlays, image, same);

    assertThat(outcome.exitCode()).isZero();
    assertThat(ImageIO.read(overlays.resolve("frame.png").toFile()).getWidth()).isEqualTo(8);
    assertThat(ImageIO.read(overlays.resolve("frame-2.png").toFile()).getWidth()).isEqualTo(5);
  }

  @Test
  void anOverlayBesideItsImageDoesNotOverwriteIt() throws Exception {
    assertThat(run("detect", "--model", model, "--overlay", directory, image).exitCode()).isZero();
    assertThat(image).hasBinaryContent(TestImages.png());
    assertThat(directory.resolve("frame-2.png")).exists();
  }

  @Test
  void aMissingModelIsOneLine() {
    Path missing = directory.resolve("no.pt");
    Outcome outcome = run("detect", "--model", missing, image);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error())
        .isEqualTo(Text.format("quantmask: model %s: no such file%n", missing));
  }

  @Test
  void anInternalErrorShowsItsTraceOnlyWhenAsked() {
    FakeDetector closed = new FakeDetector();
    closed.close();
    Outcome brief = run(settings -> closed, "detect", "--model", model, image);
    assertThat(brief.exitCode()).isEqualTo(70);
    assertThat(brief.error()).contains("internal error").doesNotContain("\tat ");

    Outcome verbose = run(settings -> closed, "detect", "--verbose", "--model", model, image);
    assertThat(verbose.exitCode()).isEqualTo(70);
    assertThat(verbose.error()).contains("\tat dev.quantmask");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "detect",
        "detect --nonsense x.png",
        "detect --device tpu x.png",
        "detect --min-score high x.png",
        "detect --min-score NaN x.png",
        "detect --min-score 1.5 x.png",
        "detect --max-detections 0 x.png",
        "detect --masks bitmap x.png",
        "train --config c.yaml --annotations a.json --images . --out run --device tpu"
      })
  void badUsage(String arguments) {
    Outcome outcome = run((Object[]) arguments.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).isEmpty();
    // What looks alike is proposed; a group lists its commands; others name their help.
    assertThat(outcome.error())
        .startsWith("quantmask: ")
        .containsAnyOf("Run `quantmask", "Commands:", "Did you mean: quantmask");
  }

  @Test
  void helpAndVersion() {
    assertThat(run("--help").output()).contains("detect", "Exit codes").doesNotContain("%n");
    assertThat(run("detect", "--help").output()).contains("--min-score", "threshold");
    Outcome version = run("--version");
    assertThat(version.exitCode()).isZero();
    assertThat(version.output())
        .matches("quantmask \\d+\\.\\d+\\.\\d+.*\\R(revision [0-9a-f]{40}(-dirty)?\\R)?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Broken pipe", "No space left on device"})
  void onlyABrokenPipeIsQuiet(String reason) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(failing, new PrintStream(error, true, StandardCharsets.UTF_8));
    int exitCode =
        CommandLineInterface.run(
            console,
            settings -> new FakeDetector(),
            "detect",
            "--model",
            model.toString(),
            image.toString());
    boolean quiet = reason.equals("Broken pipe");
    assertThat(exitCode).isEqualTo(quiet ? 0 : 1);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            quiet
                ? ""
                : "quantmask: standard output: cannot be written: No space left on device; make"
                    + " room on that disk, or write to another one\n");
  }

  @Test
  void whatCannotBeANameOfAFileIsBadUsage() {
    Outcome outcome = run("inspect", "--model", "a\0b");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error())
        .startsWith(
            "quantmask: Invalid value for option '--model': a\\u0000b: expected the name of a file: Nul"
                + " character not allowed\n");
  }
}
