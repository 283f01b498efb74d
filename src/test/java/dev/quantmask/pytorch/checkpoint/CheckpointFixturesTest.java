package dev.quantmask.pytorch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every checkpoint that torch, NumPy and pickle wrote holds what they read from it. */
class CheckpointFixturesTest {
  private static final Path FIXTURES = Path.of("test-data/checkpoints");

  @TestFactory
  Stream<DynamicTest> tensorsAreThoseThatPythonReads() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(FIXTURES.resolve("expected.json").toFile());
    List<String> files = new ArrayList<>();
    expected.fieldNames().forEachRemaining(files::add);
    assertThat(files).hasSize(12);
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file, () -> check(file, tensors(expected, file))));
  }

  /** A file that holds the same as another only names it. */
  private static JsonNode tensors(JsonNode expected, String file) {
    JsonNode node = expected.get(file);
    return node.isTextual() ? expected.get(node.textValue()) : node;
  }

  private static void check(String file, JsonNode expected) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(FIXTURES.resolve(file))) {
      List<String> names = new ArrayList<>();
      expected.fieldNames().forEachRemaining(names::add);

      assertThat(checkpoint.format()).isEqualTo(format(file));
      assertThat(checkpoint.tensors().keySet()).containsExactlyElementsOf(names);
      checkpoint.tensors().forEach((name, tensor) -> check(name, tensor, expected.get(name)));
    }
  }

  private static void check(String name, Tensor tensor, JsonNode expected) {
    assertThat(tensor.dataType().name().toLowerCase(Locale.ROOT))
        .as("%s: type", name)
        .isEqualTo(expected.get("dtype").textValue());
    assertThat(tensor.shape())
        .as("%s: shape", name)
        .isEqualTo(new ObjectMapper().convertValue(expected.get("shape"), int[].class));
    ByteBuffer bytes = tensor.contiguousBytes();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    assertThat(HexFormat.of().formatHex(copy))
        .as("%s: bytes", name)
        .isEqualTo(expected.get("bytes").textValue());
    assertThat(tensor.toFloats()).as("%s: floats", name).isEqualTo(floats(expected.get("floats")));
  }

  private static float[] floats(JsonNode texts) {
    float[] floats = new float[texts.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.parseFloat(texts.get(i).textValue().replace("inf", "Infinity"));
    }
    return floats;
  }

  private static String format(String file) {
    if (file.endsWith(".pkl")) {
      return "pickle";
    }
    return file.startsWith("torch_legacy") ? "torch legacy" : "torch zip";
  }
}
