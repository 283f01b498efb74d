package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.model.network.Manifest;
import dev.quantmask.model.network.ModelArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model's checkpoint on a few rendered frames, with hardly any time. */
class TuneIT {
  private static final Path MODEL = Path.of("src/main/model");

  @TempDir Path directory;

  private record Outcome(int exitCode, String output, String error) {}

  private static Outcome run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, DetectorOpener.LIBTORCH, texts);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private Path frames() {
    return directory.resolve("frames");
  }

  private void makeFrames() {
    Path classes = MODEL.resolve("classes.txt");
    assertThat(
            run("dataset", "synthesize", "--out", frames(), "--count", 4, "--seed", 7).exitCode())
        .isZero();
    Outcome imported =
        run(
            "dataset",
            "import",
            "--format",
            "labelme",
            "--in",
            frames(),
            "--classes",
            classes,
            "--out",
            directory.resolve("annotations.json"));
    assertThat(imported.exitCode()).as(imported.error()).isZero();
  }

  private Outcome tune(Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "tune",
                "--checkpoint",
                MODEL.resolve("model.pth"),
                "--config",
                MODEL.resolve("config.yaml"),
                "--classes",
                MODEL.resolve("classes.txt"),
                "--annotations",
                directory.resolve("annotations.json"),
                "--images",
                frames(),
                "--limit",
                3,
                "--out",
                directory.resolve("best.pt")));
    arguments.addAll(List.of(more));
    return run(arguments.toArray());
  }

  @Test
  void writesWhatItChoseAndHow() throws IOException {
    makeFrames();
    Object[] options = {
      "--max-loss", 100, "--budget", "1s", "--calibration", frames(), "--calibration-images", 2
    };
    Outcome outcome = tune(options);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(outcome.output())
        .contains(
            " was chosen: ", "The goal, at most 100.0 points of AP lost, the fastest, is reached.")
        .contains("fp32", "AP lost", "chosen");
    assertThat(outcome.error())
        .contains("best so far: ", "there is no time to look at proposals after NMS");

    Path report = directory.resolve("best-tuning");
    assertThat(report.resolve("index.html"))
        .content()
        .contains("The front, and the choice", "(chosen)");
    assertThat(report.resolve("report.md")).content().contains("## Choice", "| candidate |");
    JsonNode json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertThat(json.at("/selection/reached").booleanValue()).isTrue();
    assertThat(json.at("/models/0/scheme").textValue()).isEqualTo("fp32");

    JsonNode tuning = inspect(directory.resolve("best.pt"));
    assertThat(tuning.get("goal").textValue()).contains("at most 100.0 points");
    assertThat(tuning.get("images").intValue()).isEqualTo(3);
    assertThat(tuning.at("/settings/scheme").textValue()).isIn("fp32", "dynamic", "static");
    assertThat(tuning.get("command").textValue()).startsWith("quantmask tune --checkpoint ");
    assertThat(tuning.at("/speedUp/low").doubleValue()).isPositive();

    Outcome again = tune(options);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.error()).contains("tuning.jsonl is there already: go on with it by --resume");

    byte[] before = Files.readAllBytes(directory.resolve("best.pt"));
    Files.delete(directory.resolve("best.pt"));
    Object[] resume = Stream.concat(Stream.of(options), Stream.of("--resume")).toArray();
    Outcome resumed = tune(resume);
    assertThat(resumed.exitCode()).as(resumed.error()).isZero();
    assertThat(Files.readAllBytes(directory.resolve("best.pt"))).isEqualTo(before);
  }

  @Test
  void combinesSmallerImagesAndFewerProposals() throws IOException {
    makeFrames();
    Outcome outcome =
        tune("--target-ms", 0.01, "--threads", 1, "--ranges", MODEL.resolve("ranges.json"));
    assertThat(outcome.error()).contains("nothing that was measured reaches the goal");
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(3);
    try (ModelArchive archive = ModelArchive.open(directory.resolve("best.pt"))) {
      Manifest manifest = archive.manifest();
      assertThat(manifest.name()).isEqualTo("model");
      assertThat(manifest.tuning().reached()).isFalse();
      assertThat(manifest.config().input().minSize()).isLessThan(360);
      assertThat(manifest.config().input().maxSize()).isLessThan(640);
      assertThat(manifest.config().rpn().proposals()).isLessThanOrEqualTo(300);
      assertThat(manifest.tuning().settings())
          .containsEntry("proposals after NMS", String.valueOf(manifest.config().rpn().proposals()))
          .containsEntry("threads", "1");
    }
    assertThat(run("detect", "--model", directory.resolve("best.pt"), frames()).exitCode())
        .isZero();
  }

  private static JsonNode inspect(Path archive) throws IOException {
    Outcome outcome = run("inspect", "--model", archive);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    return new ObjectMapper().readTree(outcome.output()).get("tuning");
  }
}
