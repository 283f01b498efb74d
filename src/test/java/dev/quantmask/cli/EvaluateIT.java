package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.engine.Device;
import dev.quantmask.evaluation.Accuracy;
import dev.quantmask.evaluation.DatasetDetections;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained checkpoint in every scheme, on rendered frames. */
class EvaluateIT {
  private static final List<String> SCHEMES = List.of("fp32", "linear", "dynamic", "static");
  private static final Path MODEL = Path.of("src/main/model");

  @TempDir Path directory;

  private static String run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, DetectorOpener.LIBTORCH, texts);
    assertThat(exitCode).as(error.toString(StandardCharsets.UTF_8)).isZero();
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void comparesAllSchemesAndResumes() throws IOException {
    Path frames = directory.resolve("frames");
    Path annotations = directory.resolve("annotations.json");
    Path classes = MODEL.resolve("classes.txt");
    Path out = directory.resolve("report");
    run("dataset", "synthesize", "--out", frames, "--count", 3, "--seed", 7);
    run(
        "dataset",
        "import",
        "--format",
        "labelme",
        "--in",
        frames,
        "--classes",
        classes,
        "--out",
        annotations);
    Object[] evaluate = {
      "evaluate",
      "--checkpoint",
      MODEL.resolve("model.pth"),
      "--config",
      MODEL.resolve("config.yaml"),
      "--classes",
      classes,
      "--annotations",
      annotations,
      "--images",
      frames,
      "--device",
      "cpu",
      "--warm-up",
      1,
      "--out",
      out,
      "--resume"
    };
    assertThat(run(evaluate)).contains(SCHEMES);
    JsonNode report = read(out);
    requireFigures(report, annotations, frames, out.resolve("models/fp32.pt"));

    Path results = out.resolve("runs/part-0-of-1.jsonl");
    byte[] bytes = Files.readAllBytes(results);
    Files.write(results, Arrays.copyOf(bytes, bytes.length / 2));
    run(evaluate);
    for (int i = 0; i < SCHEMES.size(); i++) {
      assertThat(read(out).at("/models/" + i + "/masks"))
          .isEqualTo(report.at("/models/" + i + "/masks"));
    }
  }

  private static JsonNode read(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("report.json").toFile());
  }

  /** AP is that of detecting and scoring without all this. */
  private static void requireFigures(JsonNode report, Path annotations, Path frames, Path archive)
      throws IOException {
    CocoDataset dataset = CocoReader.read(annotations);
    DetectorSettings settings =
        DetectorSettings.alone(ModelSource.of(Optional.of(archive)), Device.CPU);
    try (Detector detector = DetectorOpener.LIBTORCH.open(settings)) {
      Accuracy accuracy = Accuracy.of(dataset, new DatasetDetections(dataset, frames).of(detector));
      assertThat(report.at("/models/0/boxes/metrics/AP").doubleValue())
          .isEqualTo(accuracy.boxes().get(Metric.AP))
          .isGreaterThan(0.3);
      assertThat(report.at("/models/0/masks/metrics/AP75").doubleValue())
          .isEqualTo(accuracy.masks().get(Metric.AP75));
    }
    assertThat(report.at("/machine/libtorch").textValue()).isEqualTo("2.7.1");
    for (String scheme : SCHEMES) {
      JsonNode model = report.at("/models/" + SCHEMES.indexOf(scheme));
      assertThat(model.get("scheme").textValue()).isEqualTo(scheme);
      assertThat(model.get("latency").get("all")).hasSize(3);
      assertThat(model.get("peakMemoryMegabytes").doubleValue()).isBetween(1.0, 2000.0);
      assertThat(model.get("loadMilliseconds").doubleValue()).isPositive();
    }
  }
}
