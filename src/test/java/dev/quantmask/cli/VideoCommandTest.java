package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.quantmask.detection.FakeDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code detect} of videos, with a detector that finds a cat and a dog in every frame. */
class VideoCommandTest {
  private static final Path MODEL = Path.of("src/main/model/default.pt");
  private static final Path VIDEO = Path.of("test-data/video/h264.mp4"); // 30 frames, 25 a second

  @TempDir Path directory;

  private static Outcome runAt(boolean terminal, Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8), terminal);
    String[] texts =
        Stream.concat(Stream.of("detect", "--model", MODEL), Stream.of(arguments))
            .map(Object::toString)
            .toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, settings -> new FakeDetector(), texts);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private static Outcome run(Object... arguments) {
    return runAt(false, arguments);
  }

  private static List<JsonNode> json(String lines) {
    return lines
        .lines()
        .map(
            line -> {
              try {
                return new ObjectMapper().readTree(line);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static List<Double> times(String lines) {
    return json(lines).stream().map(line -> line.get("time").asDouble()).toList();
  }

  @Test
  void aLineForEachFrame() {
    Outcome outcome = run(VIDEO);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    List<JsonNode> lines = json(outcome.output());
    assertThat(lines).hasSize(30);
    JsonNode line = lines.get(29);
    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly("video", "frame", "time", "width", "height", "detections", "timing");
    assertThat(line.get("video").asText()).isEqualTo(VIDEO.toString());
    assertThat(line.get("frame").asLong()).isEqualTo(29);
    assertThat(line.get("time").asDouble()).isEqualTo(1.16);
    assertThat(line.get("width").asInt()).isEqualTo(64);
    assertThat(line.get("detections")).hasSize(2);
  }

  @Test
  void objectsAreFollowedOverTheFrames() {
    Outcome outcome = run("--track", "--every", 10, VIDEO);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    for (JsonNode line : json(outcome.output())) {
      assertThat(line.findValues("trackId")).extracting(JsonNode::asInt).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--every 10 | 0.0, 0.4, 0.8",
        "--fps 4 | 0.0, 0.28, 0.52, 0.76, 1.0",
        "--from 1.05 | 1.08, 1.12, 1.16",
        "--to 0:00.1 | 0.0, 0.04, 0.08",
        "--from 0:00:00.5 --to 0.7 --every 2 | 0.52, 0.6, 0.68",
      })
  void framesAreChosen(String options, String times) {
    Outcome outcome =
        run(Stream.concat(Arrays.stream(options.split(" ")), Stream.of(VIDEO)).toArray());
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(times(outcome.output()))
        .isEqualTo(Arrays.stream(times.split(", ")).map(Double::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource({"o.mp4", "o.webm", "o.mkv"})
  void theOverlayIsAVideoOfTheSameFrames(String name) {
    Path overlay = directory.resolve(name);
    Outcome outcome = run("--overlay", overlay, "--every", "3", "--from", "0.2", VIDEO);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    Outcome again = run(overlay);
    List<Double> expected = times(outcome.output()).stream().map(time -> time - 0.2).toList();
    assertThat(times(again.output())).hasSize(9);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(times(again.output()).get(i)).isCloseTo(expected.get(i), within(1e-6));
    }
  }

  @Test
  void whatIsBeforeACutIsUsed() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("test-data/video/first-index.mp4"));
    Path cut = directory.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 9 / 10));
    Path json = directory.resolve("found.jsonl");
    Path overlay = directory.resolve("found.webm");
    Outcome outcome = run("--json", json, "--overlay", overlay, cut);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).contains("cut.mp4: ends after 0.", "cut or damaged there");
    assertThat(outcome.output()).isEqualTo(Files.readString(json)).isNotEmpty();
    assertThat(json(run(overlay).output())).hasSameSizeAs(json(outcome.output()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--every 0 V | --every: expected at least 1, found 0",
        "--every 2 --fps 3 V | --every, --fps: expected one of them",
        "--fps 0 V | --fps: expected a number above 0, found 0.0",
        "--from 1h V | --from: expected seconds or h:mm:ss, found 1h",
        "--from 2 --to 0:01 V | --to: expected a time after --from, found 0:01",
        "--from 1 a.png | --every, --fps, --from, --to: expected a video, found images",
        "V a.png | expected images, or one video and nothing else",
        "--annotations labelme --annotations-out x V | expected images, found a video",
        "--overlay V V | --overlay: expected another file than the video",
      })
  void mistakesInOptions(String options, String message) {
    Object[] arguments =
        Arrays.stream(options.split(" ")).map(text -> text.equals("V") ? VIDEO : text).toArray();
    Outcome outcome = run(arguments);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains(message);
  }

  @Test
  void aPartWithoutFramesIsTold() {
    Outcome outcome = run("--from", "10", VIDEO);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error())
        .contains("quantmask: " + VIDEO + ": no frame is between --from and --to");
  }

  @Test
  void aPersonReadsWhichClassesWereThere() {
    Outcome outcome = runAt(true, VIDEO);
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(outcome.output().lines())
        .containsExactly(
            VIDEO + ": 30 frames, 2 classes",
            "label  frames  most in a frame  best score",
            "cat        30                1        0.88",
            "dog        30                1        0.50");
    assertThat(outcome.error()).contains("detect", "30/30 frames", "frames/s");
  }

  @Test
  void aVideoIsReadFromAnAddress() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("test-data/video/mpeg2.ts"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/live",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // of an unknown length
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String place = "127.0.0.1:" + server.getAddress().getPort() + "/live";
      Outcome outcome = run("http://me:secret@" + place);
      assertThat(outcome.exitCode()).as(outcome.error()).isZero();
      List<JsonNode> lines = json(outcome.output());
      assertThat(lines).isNotEmpty(); // of a live source the newest count
      assertThat(lines.get(lines.size() - 1).get("frame").asInt()).isEqualTo(5);
      assertThat(lines.get(0).get("video").asText()).isEqualTo("http://" + place);
    } finally {
      server.stop(0);
    }
  }
}
