package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.FakeDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a run of {@code coco score} ended with. */
record ScoreRun(int exitCode, String output, String error) {
  static ScoreRun of(Path truth, Path detections, Object... more) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] arguments =
        Stream.concat(
                Stream.of("coco", "score", "--gt", truth, "--dt", detections), Stream.of(more))
            .map(Object::toString)
            .toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, settings -> new FakeDetector(), arguments);
    return new ScoreRun(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  /** The JSON of a run on {@code gt.json.gz} and {@code dt.json.gz} of a folder. */
  static JsonNode json(Path folder, Object... more) throws IOException {
    return json(folder.resolve("gt.json.gz"), folder.resolve("dt.json.gz"), more);
  }

  static JsonNode json(Path truth, Path detections, Object... more) throws IOException {
    Path file = Files.createTempFile("scores", ".json");
    try {
      Object[] arguments =
          Stream.concat(Stream.of("--json", file), Stream.of(more)).toArray(Object[]::new);
      ScoreRun run = of(truth, detections, arguments);
      assertThat(run.exitCode).as(run.error).isZero();
      return new ObjectMapper().readTree(file.toFile());
    } finally {
      Files.delete(file);
    }
  }
}
