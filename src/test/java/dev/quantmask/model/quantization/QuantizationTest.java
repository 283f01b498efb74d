package dev.quantmask.model.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Integers and scales are those of torch. */
class QuantizationTest {
  static Stream<JsonNode> weights() throws IOException {
    JsonNode all =
        new ObjectMapper().readTree(Path.of("test-data/quantization/quantization.json").toFile());
    return StreamSupport.stream(all.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("weights")
  void byRow(JsonNode example) {
    JsonNode expected = example.get("by_row");
    StoredTensor weight = weight(example);

    assertThat(Quantization.scalesOfRows(weight).values().get().toFloats())
        .isEqualTo(floats(expected.get("scales")));
    assertThat(Quantization.quantizeRows(weight).values().get().toFloats())
        .isEqualTo(floats(expected.get("integers")));
  }

  @ParameterizedTest
  @MethodSource("weights")
  void byTensor(JsonNode example) {
    JsonNode expected = example.get("by_tensor");
    StoredTensor weight = weight(example);

    assertThat(Quantization.tensorScale(weight.values().get().toFloats()))
        .isEqualTo(expected.get("scale").floatValue());
    assertThat(Quantization.quantizeTensor(weight).values().get().toFloats())
        .isEqualTo(floats(expected.get("integers")));
  }

  @Test
  void schemes() {
    for (Scheme scheme : Scheme.values()) {
      assertThat(Scheme.of(scheme.label())).isEqualTo(scheme);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.of("int4"))
        .withMessage("scheme: expected one of fp32, linear, dynamic, static, found 'int4'");
  }

  private static StoredTensor weight(JsonNode example) {
    return StoredTensor.of(
        floats(example.get("weight")),
        example.get("shape").get(0).intValue(),
        example.get("shape").get(1).intValue());
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }
}
