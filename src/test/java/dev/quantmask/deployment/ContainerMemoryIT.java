package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.testing.Load;
import dev.quantmask.testing.ServedProgram;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The memory of the manifests' containers is enough for the largest images that are let in. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ContainerMemoryIT {
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");
  private static final int SIDE = 7900; // 62.4 megapixels, of the 64 that are let in
  private static final Pattern HEAP = Pattern.compile("-XX:MaxRAMPercentage=\\d+");

  @TempDir Path directory;

  /** One of each size. */
  static Collection<JsonNode> containers() throws IOException {
    Map<String, JsonNode> containers = new TreeMap<>();
    for (JsonNode manifest : Manifests.all()) {
      for (JsonNode container : Manifests.containersOf(manifest)) {
        Map<String, String> environment = Manifests.environmentOf(container);
        // The others run commands, on a GPU, or a model that is not here.
        if (container.has("ports")
            && environment.get("QUANTMASK_DEVICE").equals("cpu")
            && !environment.containsKey("QUANTMASK_MODEL_PATH")) {
          containers.put(memoryOf(container), container);
        }
      }
    }
    assertThat(containers).isNotEmpty();
    return containers.values();
  }

  private static String memoryOf(JsonNode container) {
    String memory = container.at("/resources/limits/memory").textValue();
    assertThat(memory).matches("[1-9]Gi");
    return memory;
  }

  @ParameterizedTest
  @MethodSource("containers")
  void largeImagesAreAnsweredAndFitIntoTheContainer(JsonNode container) throws Exception {
    String gigabytes = memoryOf(container).replace("Gi", "");
    try (ServedProgram program =
        ServedProgram.start(
            directory,
            Manifests.environmentOf(container),
            Stream.concat(Stream.of("-XX:MaxRAM=" + gigabytes + "g"), heap())
                .toArray(String[]::new))) {
      byte[] jpeg = jpeg();
      for (int i = 0; i < 4; i++) {
        HttpResponse<String> answer = program.detect(jpeg);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(new ObjectMapper().readTree(answer.body()).get("width").intValue())
            .isEqualTo(SIDE);
      }
      try (Load load = new Load(program, jpeg, 3)) {
        load.awaitMore(3);
        assertThat(load.answers)
            .extracting(HttpResponse::statusCode)
            .contains(200)
            .isSubsetOf(200, 503);
      }
      assertThat(program.log()).doesNotContain("OutOfMemoryError", " ERROR ");
      assertThat(program.peakMemory()).isLessThan(Long.parseLong(gigabytes) << 30);
    }
  }

  /** What the image gives to the JVM for it. */
  private static Stream<String> heap() throws IOException {
    return Dockerfile.all().stream()
        .filter(file -> file.toString().endsWith(".jvm"))
        .flatMap(file -> HEAP.matcher(file.last("ENTRYPOINT").get(0)).results())
        .map(match -> match.group());
  }

  private static byte[] jpeg() throws IOException {
    BufferedImage large = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = large.createGraphics();
    graphics.drawImage(ImageIO.read(FRAME.toFile()), 0, 0, SIDE, SIDE, null);
    graphics.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(large, "jpg", file);
    return file.toByteArray();
  }
}
