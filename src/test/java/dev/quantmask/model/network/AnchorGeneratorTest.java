package dev.quantmask.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AnchorGeneratorTest {
  private static MaskRcnnConfig.Rpn rpn(List<List<Double>> sizes, List<Double> ratios) {
    return new MaskRcnnConfig.Rpn(
        sizes,
        Collections.nCopies(sizes.size(), ratios),
        0,
        List.of(256),
        List.of(1.0, 1.0, 1.0, 1.0),
        1000,
        1000,
        0.7,
        0);
  }

  @Test
  void torchvisionRounds() throws IOException {
    JsonNode anchors =
        new ObjectMapper()
            .readTree(Path.of("test-data/torchvision/torchvision_ops.json").toFile())
            .get("anchors");
    List<List<Double>> sizes =
        List.of(List.of(32.0), List.of(64.0), List.of(128.0), List.of(256.0), List.of(512.0));
    Tensor found =
        AnchorGenerator.of(rpn(sizes, List.of(0.5, 1.0, 2.0)), Framework.TORCHVISION)
            .values()
            .get();

    assertThat(found.shape()).containsExactly(5, 3, 4);
    float[] values = found.toFloats();
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i])
          .isEqualTo(
              anchors.get("cell_anchors").get(i / 12).get(i / 4 % 3).get(i % 4).floatValue());
    }
  }

  /** From the documentation of DefaultAnchorGenerator: by size, then by ratio (height / width). */
  @Test
  void detectron2DoesNot() {
    Tensor found =
        AnchorGenerator.of(
                rpn(List.of(List.of(32.0, 64.0)), List.of(0.5, 1.0, 2.0)), Framework.DETECTRON2)
            .values()
            .get();

    assertThat(found.shape()).containsExactly(1, 6, 4);
    assertThat(found.toFloats())
        .containsExactly(
            new float[] {
              -22.6274f, -11.3137f, 22.6274f, 11.3137f, -16, -16, 16, 16, -11.3137f, -22.6274f,
              11.3137f, 22.6274f, -45.2548f, -22.6274f, 45.2548f, 22.6274f, -32, -32, 32, 32,
              -22.6274f, -45.2548f, 22.6274f, 45.2548f
            },
            Offset.offset(1e-4f));
  }
}
