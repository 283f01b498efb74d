package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.engine.EightBitInstructions;
import dev.quantmask.engine.EnabledOnX86;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From frames to an archive in 8 bits, by commands. */
class QuantizeCommandIT {
  private static final Path DATA = Path.of("test-data/detectron2/r18_bn");
  private static final Path FRAMES = DATA.resolve("images");

  private static final double DECIBELS_OF_A_BIT = 20 * Math.log10(2);

  @TempDir static Path directory;
  private static Path model;

  private record Outcome(int exitCode, String output, String error) {}

  @BeforeAll
  static void convert() {
    model = convert(DATA.resolve("config.yaml"), "fp32.pt");
  }

  private static Path convert(Path config, String name) {
    Path out = directory.resolve(name);
    Outcome outcome =
        run("convert --checkpoint", DATA.resolve("model.pth"), "--config", config, "--out", out);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    return out;
  }

  private static Outcome run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts =
        Stream.of(arguments)
            .flatMap(
                it -> it instanceof String text ? Stream.of(text.split(" ", -1)) : Stream.of(it))
            .map(Object::toString)
            .toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, DetectorOpener.LIBTORCH, texts);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private static Outcome quantize(String options, Path out) {
    return run("quantize --model", model, options + " --out", out);
  }

  @Test
  void theSameFramesGiveTheSameBytes() throws IOException {
    Path first = directory.resolve("first.pt");
    Path second = directory.resolve("second.pt");
    String options = "--scheme static --calibration " + FRAMES;
    assertThat(quantize(options, first).exitCode()).isZero();
    assertThat(quantize(options, second).exitCode()).isZero();
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);

    assertThat(quantize(options + " --range-method minmax", second).exitCode()).isZero();
    assertThat(Files.mismatch(first, second)).isNotNegative();
  }

  @Test
  void aFrameThatCannotBeDecodedIsNamed() throws IOException {
    Path frames = Files.createDirectory(directory.resolve("broken"));
    Path broken = Files.writeString(frames.resolve("a.png"), "no image");
    Path out = directory.resolve("never.pt");
    Outcome outcome = quantize("--scheme static --calibration " + frames, out);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).contains("quantmask: " + broken + ": ");
    assertThat(out).doesNotExist();
  }

  /** A layer in 8 bits follows one in floating point, and the other way round. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "static  | backbone.stem",
        "static  | backbone.res3.*,fpn.lateral4,rpn.deltas",
        "static  | *.conv1,fpn.output*,box_head.*",
        "static  | *",
        "dynamic | *.conv2,*.shortcut,fpn.lateral*,mask_head.*",
        "dynamic | *"
      })
  void layersKeptInFloatingPoint(String scheme, String patterns) throws IOException {
    Path out = directory.resolve("kept.pt");
    String calibration = scheme.equals("static") ? " --calibration " + FRAMES : "";
    Outcome outcome =
        quantize("--scheme " + scheme + " --keep-fp32 " + patterns + calibration, out);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(outcome.error()).contains("in floating point: [");

    Path image = FRAMES.resolve("wide.png");
    JsonNode found = json(run("detect --masks none --model", out, image)).get("detections");
    JsonNode exact = json(run("detect --masks none --model", model, image)).get("detections");
    assertThat(found.size()).isCloseTo(exact.size(), withinPercentage(50));
    assertThat(found.get(0).get("score").doubleValue())
        .isCloseTo(exact.get(0).get("score").doubleValue(), within(0.1));
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    return new ObjectMapper().readTree(outcome.output());
  }

  /** Of a small image and few regions: 40 archives are loaded, and raced. */
  @EnabledOnX86
  @Test
  void analysisByParts() throws IOException {
    Path report = directory.resolve("report");
    Path config = directory.resolve("small.yaml");
    Files.writeString(
        config,
        Files.readString(DATA.resolve("config.yaml"))
            .replace("MIN_SIZE_TEST: 192", "MIN_SIZE_TEST: 96")
            .replace("POST_NMS_TOPK_TEST: 300", "POST_NMS_TOPK_TEST: 20"));
    Outcome outcome =
        run(
            "quantize --analyze --calibration-images 1 --model",
            convert(config, "small.pt"),
            "--calibration",
            FRAMES,
            "--out",
            report);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(outcome.output())
        .startsWith("| in 8 bits | features dB |")
        .contains("| backbone.stem | ")
        .contains("| rpn.objectness,rpn.deltas | ")
        .contains("| all of it | ")
        .contains("ms, static ");

    JsonNode json = new ObjectMapper().readTree(report.resolve("analysis.json").toFile());
    assertThat(json.get("groups").size()).isGreaterThan(8);
    assertThat(json.at("/fp32Ms").doubleValue()).isPositive();
    double nothing = json.at("/nothing/decibels/features").doubleValue();
    double everything = json.at("/everything/decibels/features").doubleValue();
    int lost = 8 - EightBitInstructions.ofThisCpu().orElseThrow().weightBits(); // without VNNI
    assertThat(everything).isBetween(8 - DECIBELS_OF_A_BIT * lost, nothing - 1);
    for (JsonNode group : json.get("groups")) {
      assertThat(group.at("/decibels/features").doubleValue())
          .as(group.get("layers").textValue())
          .isBetween(everything - 1, nothing + 1);
      assertThat(group.get("worthKeeping").isBoolean()).isTrue();
    }
    assertThat(ImageIO.read(report.resolve("analysis.png").toFile()).getWidth()).isEqualTo(900);
  }
}
