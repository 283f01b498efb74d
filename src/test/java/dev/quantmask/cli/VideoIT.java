package dev.quantmask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A video through a pipe into the packaged program, with the bundled model. */
class VideoIT {
  private static final Path PROGRAM = Path.of("target/quarkus-app/quarkus-run.jar");

  @TempDir Path directory;

  @Test
  void standardInputIsAVideo() throws Exception {
    Path error = directory.resolve("error.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                PROGRAM.toString(),
                "detect",
                "--every",
                "2",
                "-")
            .redirectError(error.toFile())
            .start();
    try {
      try (var input = process.getOutputStream()) { // a real pipe, which cannot go back
        Files.copy(Path.of("test-data/video/h265.mkv"), input);
      }
      List<Long> frames = new ArrayList<>();
      for (String line :
          new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList()) {
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("video").asText()).isEqualTo("standard input");
        frames.add(json.get("frame").asLong());
      }
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(error)).isZero();
      assertThat(frames).containsExactly(0L, 2L, 4L);
    } finally {
      process.destroyForcibly();
    }
  }
}
