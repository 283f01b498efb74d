package dev.quantmask.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.Main;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.model.network.Converter;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.calibration.Calibration;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CPUs of other instruction sets: libtorch reads once, at its start, how far it may go. */
@EnabledOnX86
class InstructionsIT {
  private static final Path MODEL = Path.of("src/main/model");
  private static final double SURE = 0.9; // score from which a detection must be there again

  @TempDir static Path directory;
  private static Path frame;
  private static final Map<Path, JsonNode> usual = new LinkedHashMap<>(); // by archive

  @BeforeAll
  static void convert() throws Exception {
    frame = directory.resolve("frames/frame_000000.jpg");
    Path exact = directory.resolve("fp32.pt");
    assertThat(
            process(
                Map.of(),
                Main.class,
                "dataset",
                "synthesize",
                "--out",
                frame.getParent(),
                "--count",
                1,
                "--seed",
                7))
        .isNotNull();
    Converter.convertDetectron2(
        MODEL.resolve("model.pth"), MODEL.resolve("config.yaml"), List.of(), exact);
    try (Calibration calibration = Calibration.of(exact)) {
      calibration.see(ImageFile.read(frame, ImageLimits.DEFAULT));
      for (QuantizationPlan plan :
          List.of(
              QuantizationPlan.of(Scheme.DYNAMIC),
              new QuantizationPlan(Scheme.STATIC, calibration.ranges(RangeMethod.MSE), Set.of()))) {
        Path archive = directory.resolve(plan.scheme().label() + ".pt");
        Converter.quantize(exact, plan, archive);
        usual.put(archive, detections(Map.of(), archive));
      }
    }
  }

  /** Without halved weights the sums would be half of what they are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ONEDNN_MAX_CPU_ISA=ALL",
        "ONEDNN_MAX_CPU_ISA=AVX512_CORE_VNNI",
        "ONEDNN_MAX_CPU_ISA=AVX512_CORE",
        "ONEDNN_MAX_CPU_ISA=AVX2_VNNI",
        "DNNL_MAX_CPU_ISA=avx2",
        "ONEDNN_MAX_CPU_ISA=SSE41"
      })
  void largeSumsAreNotClipped(String setting) throws Exception {
    List<String> lines =
        process(environment(setting), LargeSums.class, directory.resolve("sums.pt"))
            .lines()
            .toList();
    assertThat(lines).hasSize(3);
    // 1 of a range from a little below 0 is 254 of 255; 127 becomes 64 and its scale doubles.
    double expected = 254 / 255.0 * (lines.get(2).equals("8") ? 1 : 2 * 64 / 127.0);
    assertThat(Double.parseDouble(lines.get(0))).as("1x1").isCloseTo(expected, within(1e-5));
    assertThat(Double.parseDouble(lines.get(1))).as("3x3").isCloseTo(expected, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ONEDNN_MAX_CPU_ISA=AVX2",
        "ATEN_CPU_CAPABILITY=avx2",
        "ATEN_CPU_CAPABILITY=default"
      })
  void theSameDetections(String setting) throws Exception {
    for (Path archive : usual.keySet()) {
      JsonNode expected = usual.get(archive);
      JsonNode limited = detections(environment(setting), archive);
      assertThat(sure(expected)).as("objects of %s", archive).hasSizeGreaterThan(2);
      assertContains(limited, sure(expected));
      assertContains(expected, sure(limited));
    }
  }

  private static void assertContains(JsonNode found, List<JsonNode> wanted) {
    for (JsonNode detection : wanted) {
      assertThat(found)
          .as("the same as %s", detection)
          .anyMatch(
              other ->
                  other.get("classId").equals(detection.get("classId"))
                      && overlap(other.get("box"), detection.get("box")) > 0.8);
    }
  }

  private static List<JsonNode> sure(JsonNode detections) {
    List<JsonNode> sure = new ArrayList<>();
    for (JsonNode detection : detections) {
      if (detection.get("score").doubleValue() > SURE) {
        sure.add(detection);
      }
    }
    return sure;
  }

  private static double overlap(JsonNode a, JsonNode b) {
    double common = 1;
    double areaOfA = 1;
    double areaOfB = 1;
    for (int axis = 0; axis < 2; axis++) {
      double low = Math.max(a.get(axis).doubleValue(), b.get(axis).doubleValue());
      double high = Math.min(a.get(axis + 2).doubleValue(), b.get(axis + 2).doubleValue());
      common *= Math.max(high - low, 0);
      areaOfA *= a.get(axis + 2).doubleValue() - a.get(axis).doubleValue();
      areaOfB *= b.get(axis + 2).doubleValue() - b.get(axis).doubleValue();
    }
    return common / (areaOfA + areaOfB - common);
  }

  private static JsonNode detections(Map<String, String> environment, Path archive)
      throws Exception {
    String output =
        process(environment, Main.class, "detect", "--masks", "none", "--model", archive, frame);
    String json = output.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    return new ObjectMapper().readTree(json).get("detections");
  }

  private static Map<String, String> environment(String setting) {
    String[] parts = setting.split("=", -1);
    return Map.of(parts[0], parts[1]);
  }

  /** Standard output of a program in a Java process of its own. */
  private static String process(Map<String, String> environment, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    // Surefire hides the real class path in a jar's manifest.
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // it ends before code that is compiled twice pays
    command.addAll(List.of("-cp", classes, main.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Path errors = directory.resolve("errors.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().remove("ONEDNN_MAX_CPU_ISA"); // which .ci/processors sets
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return output;
  }
}
