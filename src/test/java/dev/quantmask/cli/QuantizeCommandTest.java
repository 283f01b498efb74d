package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.FakeDetector;
import dev.quantmask.model.network.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes together, and what does not. */
class QuantizeCommandTest {
  @TempDir static Path directory;
  private static Path model;

  @BeforeAll
  static void convert() throws IOException {
    Path data = Path.of("test-data/detectron2/r18_bn");
    model = directory.resolve("fp32.pt");
    Converter.convertDetectron2(
        data.resolve("model.pth"), data.resolve("config.yaml"), List.of(), model);
    Files.createDirectory(directory.resolve("empty"));
  }

  /** D is the folder of the test. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--out D/a.pt | 2 | Missing required option: '--scheme=SCHEME'",
        "--scheme static --calibration D/empty | 2 | Missing required option: '--out=PATH'",
        "--scheme static --out D/a.pt | 2 | --calibration: scheme static needs images, and none are given",
        "--analyze | 2 | --calibration: measuring needs images, and none are given",
        "--scheme dynamic --keep-fp32 auto --out D/a.pt | 2 | --calibration: measuring needs images",
        "--scheme dynamic --calibration D --out D/a.pt | 2 | --calibration: scheme dynamic does not calibrate",
        "--scheme linear --keep-fp32 rpn.* --out D/a.pt | 2 | scheme: expected dynamic or static to measure or keep layers, found linear",
        "--scheme linear --analyze --calibration D | 2 | scheme: expected dynamic or static to measure or keep layers, found linear",
        "--scheme int4 --out D/a.pt | 2 | scheme: expected one of fp32, linear, dynamic, static, found 'int4'",
        "--scheme fp32 --out D/a.pt | 2 | scheme: fp32 is not quantized; choose linear, dynamic or static",
        "--scheme static --calibration D/empty --out D/a.pt | 1 | D/empty: expected images, found none",
        "--scheme static --calibration D/no --out D/a.pt | 1 | D/no: no such file",
        "--scheme static --calibration D --calibration-images 0 --out D/a.pt | 2 | --calibration-images: expected at least 1, found 0",
        "--scheme static --calibration D --range-method widest --out D/a.pt | 2 | Invalid value for option '--range-method'",
        "--scheme dynamic --keep-fp32 boxhead.* --out D/a.pt | 1 | --keep-fp32: expected a pattern that fits one of backbone.stem, ",
        "--analyze --keep-fp32 rpn.* --calibration D | 2 | --keep-fp32: --analyze measures, and keeps nothing",
        "--scheme dynamic --annotations D/a.json --out D/a.pt | 2 | --annotations, --max-eval-images, --group-by: only --analyze and --keep-fp32 auto measure",
        "--scheme dynamic --group-by layer --out D/a.pt | 2 | --annotations, --max-eval-images, --group-by: only",
        "--scheme dynamic --keep-fp32 auto,rpn.* --calibration D --out D/a.pt | 2 | --keep-fp32: expected auto alone, found [auto, rpn.*]",
        "--analyze --group-by block --calibration D | 2 | Invalid value for option '--group-by'",
        "--analyze --calibration D --annotations D/a.json --max-eval-images 0 | 2 | --max-eval-images: expected at least 1, found 0",
      })
  void whatDoesNotGoTogether(String options, int exitCode, String message) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayOutputStream(), new PrintStream(error, true, StandardCharsets.UTF_8));
    String line = "quantize --model D/fp32.pt " + options;
    String[] arguments = line.replaceAll("\\bD\\b", directory.toString()).split(" ", -1);

    int found = CommandLineInterface.run(console, settings -> new FakeDetector(), arguments);

    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains(message.replaceAll("\\bD\\b", directory.toString()));
    assertThat(found).isEqualTo(exitCode);
    assertThat(directory.resolve("a.pt")).doesNotExist();
  }

  @Test
  void layersAreKeptWithoutMeasuring() throws IOException {
    Path some = directory.resolve("some.pt");
    Path none = directory.resolve("none.pt");
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayOutputStream(), new PrintStream(error, true, StandardCharsets.UTF_8));
    String quantize = "quantize --scheme dynamic --model " + model + " --out ";
    for (String line :
        List.of(quantize + none, quantize + some + " --keep-fp32 box_head.*,rpn.deltas")) {
      assertThat(CommandLineInterface.run(console, settings -> new FakeDetector(), line.split(" ")))
          .isZero();
    }
    assertThat(error.toString(StandardCharsets.UTF_8)).contains("in floating point: [box_head.");
    assertThat(Files.size(some)).isGreaterThan(Files.size(none) * 5 / 4);
  }
}
