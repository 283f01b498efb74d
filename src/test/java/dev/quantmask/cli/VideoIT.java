package dev.quantmask.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
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

  private Outcome detect(byte[] video) throws Exception {
    Path output = directory.resolve("output.txt");
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
            .redirectOutput(output.toFile())
            .redirectError(error.toFile())
            .start();
    try {
      try (var input = process.getOutputStream()) { // a real pipe, which cannot go back
        input.write(video);
      }
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return new Outcome(process.exitValue(), Files.readString(output), Files.readString(error));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void standardInputIsAVideo() throws Exception {
    Outcome outcome = detect(Files.readAllBytes(Path.of("test-data/video/h265.mkv")));
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    List<Long> frames = new ArrayList<>();
    for (String line : outcome.output().lines().toList()) {
      JsonNode json = new ObjectMapper().readTree(line);
      assertThat(json.get("video").asText()).isEqualTo("standard input");
      frames.add(json.get("frame").asLong());
    }
    assertThat(frames).containsExactly(0L, 2L, 4L);
  }

  @Test
  void anIndexBehindIsTooLateInAPipe() throws Exception {
    byte[] video = Files.readAllBytes(Path.of("test-data/video/h264.mp4"));
    int index = new String(video, ISO_8859_1).indexOf("moov") - 4;
    int gap = 1 << 20; // more than is kept of a pipe
    ByteBuffer apart = ByteBuffer.allocate(video.length + gap);
    apart.put(video, 0, index).putInt(gap).put("free".getBytes(ISO_8859_1));
    apart.position(index + gap).put(video, index, video.length - index);
    Outcome outcome = detect(apart.array());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error())
        .contains("quantmask: standard input: ", "in a pipe: -movflags faststart");
  }
}
