package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.benchmark.ModelTimes;
import dev.quantmask.benchmark.Phase;
import dev.quantmask.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong before libtorch is loaded, and what is printed. */
class BenchCommandTest {
  private static final Path MODEL = Path.of("src/main/model");

  @TempDir Path directory;
  private Path images;

  @BeforeEach
  void writeImages() throws IOException {
    images = Files.createDirectory(directory.resolve("images"));
    Files.write(images.resolve("a.png"), TestImages.png());
  }

  private static void assertFails(int exitCode, String message, String... arguments) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayOutputStream(), new PrintStream(error, true, StandardCharsets.UTF_8));
    int found =
        CommandLineInterface.run(
            console,
            settings -> {
              throw new IOException("no detector here");
            },
            arguments);
    assertThat(error.toString(StandardCharsets.UTF_8)).contains(message);
    assertThat(found).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource({
    "bench,found neither",
    "bench --model a.pt --checkpoint b.pth c.png,found both",
    "bench --checkpoint b.pth --config c.yaml --images d e.png,found both",
    "bench --model a.pt --schemes fp32 c.png,found both",
    "bench --model a.pt,'expected images after the options, found none'",
    "bench c.png,'--model: expected at least one archive, found none'",
    "bench --checkpoint b.pth --images d,'expected all of --checkpoint, --config and --images'"
  })
  void badUsage(String arguments, String message) {
    assertFails(2, message, arguments.split(" "));
  }

  private void assertCheckpointFails(int exitCode, String message, String... more) {
    String[] all = {
      "bench",
      "--checkpoint",
      MODEL.resolve("model.pth").toString(),
      "--config",
      MODEL.resolve("config.yaml").toString()
    };
    String[] arguments = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, arguments, all.length, more.length);
    assertFails(exitCode, message, arguments);
  }

  @Test
  void noImages() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertCheckpointFails(1, empty + ": expected images, found none", "--images", empty.toString());
    Path file = images.resolve("a.png");
    assertCheckpointFails(1, file + ": not a directory", "--images", file.toString());
    assertFails(
        1,
        "missing.png: no such file",
        "bench",
        "--model",
        MODEL.resolve("default.pt").toString(),
        "missing.png");
  }

  @Test
  void numbersThatAreNone() {
    String folder = images.toString();
    assertCheckpointFails(2, "--runs: expected at least 1", "--images", folder, "--runs", "0");
    assertCheckpointFails(
        2, "--max-images: expected at least 1", "--images", folder, "--max-images", "0");
  }

  @Test
  void anUnknownScheme() {
    assertCheckpointFails(
        2,
        "scheme: expected one of fp32, linear, dynamic, static, found 'int4'",
        "--images",
        images.toString(),
        "--schemes",
        "fp32,int4");
  }

  @Test
  void aFileThatIsNoArchiveOrIsThereTwice() {
    String image = images.resolve("a.png").toString();
    assertFails(1, "model.pth", "bench", "--model", MODEL.resolve("model.pth").toString(), image);
    String archive = MODEL.resolve("default.pt").toString();
    assertFails(
        2,
        "--model: " + archive + " is given twice",
        "bench",
        "--model",
        archive,
        "--model",
        archive,
        image);
  }

  private static ModelTimes times(String name, double endToEnd, double limit) {
    Map<Phase, Double> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      phases.put(phase, phase == Phase.BACKBONE ? 18.0 : 1.0);
    }
    double[] endToEnds = {endToEnd + 10, endToEnd, endToEnd - 10};
    double[] networks = {endToEnd - 20, endToEnd - 20};
    return new ModelTimes(name, name, "cpu", 1.25, endToEnds, networks, limit, phases);
  }

  private static List<String> printed(Consumer<PrintStream> print) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    print.accept(new PrintStream(output, true, StandardCharsets.UTF_8));
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<ModelTimes> twoModels() {
    return List.of(times("fp32", 400, 200), times("static", 100, 80));
  }

  @Test
  void theTable() {
    List<String> lines = printed(out -> BenchTable.print(out, twoModels()));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("| scheme | device | file MB | end to end ms | p10 ms |");
    assertThat(lines.get(2))
        .isEqualTo(
            "| fp32 | cpu | 1.3 | 400.0 | 392.0 | 408.0 | 1.00 | 380.0 | 200.0 | 2.00 | 1.90 |");
    assertThat(lines.get(3))
        .isEqualTo(
            "| static | cpu | 1.3 | 100.0 | 92.0 | 108.0 | 4.00 | 80.0 | 80.0 | 1.25 | 1.00 |");
  }

  @Test
  void theProfile() {
    List<String> lines = printed(out -> ProfileTable.print(out, twoModels()));
    assertThat(lines)
        .startsWith("| phase | fp32 ms | % | static ms | % |", "|---|---:|---:|---:|---:|")
        .contains(
            "| backbone | 18.00 | 60.0 | 18.00 | 60.0 |",
            "| JSON | 1.00 | 3.3 | 1.00 | 3.3 |",
            "| **all layers** | 22.00 | 73.3 | 22.00 | 73.3 |",
            "| **all else** | 8.00 | 26.7 | 8.00 | 26.7 |")
        .endsWith("| **sum** | 30.00 | 100.0 | 30.00 | 100.0 |");
  }

  @Test
  void theFile() throws IOException {
    Path file = directory.resolve("bench.json");
    BenchJson.write(file, twoModels());
    assertThat(new ObjectMapper().readTree(file.toFile()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"fp32": {"endToEndMs": 400.0, "networkMs": 380.0, "limitMs": 200.0},
                     "static": {"endToEndMs": 100.0, "networkMs": 80.0, "limitMs": 80.0}}
                    """));
  }
}
