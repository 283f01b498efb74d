package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.torch.DetectorOpener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole command on narrow models. */
class BenchCommandIT {
  private static final Path MODELS = Path.of("test-data/detectron2");

  @TempDir Path directory;

  private static List<String> run(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    int exitCode = CommandLineInterface.run(console, DetectorOpener.LIBTORCH, arguments);
    assertThat(exitCode).as(error.toString(StandardCharsets.UTF_8)).isZero();
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Residual blocks of both kinds, groups, group norms, convolutions and none in the box head. */
  @ParameterizedTest
  @ValueSource(strings = {"r18_bn", "resnext_gn", "roialign_v1_agnostic_convs"})
  void allSchemesOfACheckpoint(String model) throws Exception {
    Path json = directory.resolve("bench.json");
    List<String> lines =
        run(
            "bench",
            "--checkpoint",
            MODELS.resolve(model).resolve("model.pth").toString(),
            "--config",
            MODELS.resolve(model).resolve("config.yaml").toString(),
            "--images",
            MODELS.resolve(model).resolve("images").toString(),
            "--max-images",
            "1",
            "--runs",
            "1",
            "--profile",
            "--json",
            json.toString());

    assertThat(lines).filteredOn(line -> line.contains("| cpu |")).hasSize(4);
    assertThat(lines).anyMatch(line -> line.startsWith("| backbone | "));
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly("fp32", "linear", "dynamic", "static");
    for (JsonNode scheme : figures) {
      assertThat(scheme.get("limitMs").doubleValue()).isPositive();
      assertThat(scheme.get("networkMs").doubleValue()).isPositive();
      assertThat(scheme.get("endToEndMs").doubleValue()).isPositive();
    }
  }

  @Test
  void archivesByTheirFiles() {
    Path converted = directory.resolve("fp32.pt");
    Path first = directory.resolve("first.pt");
    Path second = directory.resolve("second.pt");
    Path model = MODELS.resolve("anchors");
    run(
        "convert",
        "--checkpoint",
        model.resolve("model.pth").toString(),
        "--config",
        model.resolve("config.yaml").toString(),
        "--out",
        converted.toString());
    for (Path quantized : List.of(first, second)) {
      run(
          "quantize",
          "--model",
          converted.toString(),
          "--scheme",
          "dynamic",
          "--out",
          quantized.toString());
    }
    List<String> lines =
        run(
            "bench",
            "--model",
            converted.toString(),
            "--model",
            first.toString(),
            "--model",
            second.toString(),
            "--runs",
            "1",
            model.resolve("images/tall.png").toString());

    assertThat(lines).hasSize(5);
    assertThat(lines.get(2)).startsWith("| fp32 | cpu | ");
    assertThat(lines.get(3)).startsWith("| dynamic " + first + " | cpu | ");
    assertThat(lines.get(4)).startsWith("| dynamic " + second + " | cpu | ");
  }
}
