package dev.quantmask.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.model.network.Converter;
import dev.quantmask.testing.Load;
import dev.quantmask.testing.ServedProgram;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with its real model: files replaced, and signals, while it is busy. */
@DisabledOnOs(OS.WINDOWS) // which has no signals
@Timeout(180)
class ProgramIT {
  private static final Path MODELS = Path.of("src/main/model");
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");
  private static final int SIGTERM = 128 + 15;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;
  private Path model;
  private byte[] frame;

  @BeforeEach
  void copyModel() throws Exception {
    model = Files.copy(MODELS.resolve("default.pt"), directory.resolve("model.pt"));
    frame = Files.readAllBytes(FRAME);
  }

  private ServedProgram start() throws Exception {
    return ServedProgram.start(
        directory, "-Dquantmask.model.path=" + model, "-Dquantmask.model.reload-interval=100ms");
  }

  @Test
  void aFileReplacedUnderLoadAnswersNothingWrong() throws Exception {
    Path other = directory.resolve("other.pt");
    Converter.convertDetectron2(
        MODELS.resolve("model.pth"),
        MODELS.resolve("config.yaml"),
        Files.readAllLines(MODELS.resolve("classes.txt")),
        other);
    try (ServedProgram program = start()) {
      Load load = new Load(program, frame, 2);
      try (load) {
        load.awaitMore(10);
        Files.move(other, model, StandardCopyOption.REPLACE_EXISTING);
        program.awaitLog("replaced by");
        load.awaitMore(10);
        Files.writeString(model, "weights");
        program.awaitLog("still serving the previous version");
        load.awaitMore(10);
      }
      Map<String, JsonNode> byModel = new HashMap<>();
      for (HttpResponse<String> answer : load.answers) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = MAPPER.readTree(answer.body());
        JsonNode first =
            byModel.putIfAbsent(json.at("/model/sha256").textValue(), json.get("detections"));
        assertThat(json.get("detections"))
            .isEqualTo(first == null ? json.get("detections") : first);
      }
      assertThat(byModel).hasSize(2);
      assertThat(byModel.values()).allSatisfy(found -> assertThat(found).hasSizeGreaterThan(3));
      JsonNode listed = MAPPER.readTree(program.get("/v1/models").body()).at("/models/0");
      assertThat(listed.get("state").textValue()).isEqualTo("ready");
      assertThat(listed.get("scheme").textValue()).isEqualTo("fp32");
      assertThat(listed.get("reason").textValue()).contains("expected the end record of a zip");
      assertThat(program.get("/q/health/ready").statusCode()).isEqualTo(200);
    }
  }

  /** Each of the images is as it should be, and the heap has room for two of them. */
  @Test
  void largeImagesThatDoNotFitTogetherAreAnsweredOrTurnedAway() throws Exception {
    byte[] large = png(BufferedImage.TYPE_3BYTE_BGR);
    try (ServedProgram program =
        ServedProgram.start(directory, "-Xmx256m", "-Dquantmask.model.path=" + model)) {
      assertThat(program.log()).contains("quantmask.limits.max-image-pixels: images of 64000000");
      try (Load load = new Load(program, large, 12)) {
        load.awaitMore(24);
        assertThat(load.answers)
            .extracting(HttpResponse::statusCode)
            .contains(200)
            .isSubsetOf(200, 503);
        assertThat(load.answers)
            .filteredOn(answer -> answer.statusCode() == 503)
            .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent());
      }
      HttpResponse<String> tooLarge = program.detect(png(BufferedImage.TYPE_4BYTE_ABGR));
      assertThat(tooLarge.statusCode()).isEqualTo(413);
      assertThat(tooLarge.body()).contains("the image is too large for the heap of this service");
      assertThat(program.detect(large).statusCode()).isEqualTo(200);
      assertThat(program.detect(frame).statusCode()).isEqualTo(200);
    }
  }

  private static byte[] png(int type) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4000, 4000, type), "png", file);
    return file.toByteArray();
  }

  @Test
  void atTheEndWhatRunsIsFinished() throws Exception {
    try (ServedProgram program = start()) {
      Load load = new Load(program, frame, 4);
      try (load) {
        load.awaitMore(10);
        program.terminate();
        assertThat(program.exitCode()).as(program.log()).isEqualTo(SIGTERM);
      }
      assertThat(load.answers)
          .extracting(HttpResponse::statusCode)
          .contains(200)
          .isSubsetOf(200, 503);
      assertThat(program.hasCrashed()).as(program.log()).isFalse();
      assertThat(program.log()).contains("All HTTP requests complete").doesNotContain(" ERROR ");
    }
  }

  @Test
  void anEndInTheMiddleOfALoadIsOrderly() throws Exception {
    try (ServedProgram program =
        ServedProgram.start(
            directory, "-Dquantmask.model.path=" + model, "-Dquantmask.model.load=eager")) {
      TimeUnit.MILLISECONDS.sleep(150); // somewhere in libtorch's start, or the load
      program.terminate();
      assertThat(program.exitCode()).as(program.log()).isEqualTo(SIGTERM);
      assertThat(program.hasCrashed()).as(program.log()).isFalse();
    }
  }

  /** What still runs when time is up is left without a crash. */
  @Test
  void anInferenceThatDoesNotEndInTimeIsLeft() throws Exception {
    try (ServedProgram program =
        ServedProgram.start(
            directory, "-Dquantmask.model.path=" + model, "-Dquarkus.shutdown.timeout=10ms")) {
      Load load = new Load(program, frame, 8);
      try (load) {
        load.awaitMore(10);
        program.terminate();
        assertThat(program.exitCode()).as(program.log()).isEqualTo(SIGTERM);
      }
      assertThat(program.hasCrashed()).as(program.log()).isFalse();
    }
  }

  @Test
  void afterAKillItStartsAgain() throws Exception {
    try (ServedProgram program = start()) {
      try (Load load = new Load(program, frame, 2)) {
        load.awaitMore(4);
        program.kill();
        program.exitCode();
      }
    }
    try (ServedProgram program = start()) {
      HttpResponse<String> answer = program.detect(frame);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(MAPPER.readTree(answer.body()).get("detections")).hasSizeGreaterThan(3);
    }
  }
}
