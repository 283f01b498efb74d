package dev.quantmask.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backbone alone gives the weights that Detectron2's own checkpointer takes from it. */
class BackboneWeightsTest {
  private static final Path DATA = Path.of("test-data/training/backbones");
  private static final Path CONFIG = DATA.resolve("config.yaml");
  private static final String STEM = "backbone.bottom_up.stem.conv1.weight";

  @TempDir private Path directory;

  private static StartingWeights start(String file, Path config) throws IOException {
    MaskRcnnConfig network = Detectron2Config.read(config, List.of());
    return StartingWeights.of(DATA.resolve(file), Optional.empty(), network, 3);
  }

  @ParameterizedTest
  @CsvSource({"config.yaml, detectron2.pkl", "config.yaml, caffe2.pkl", "c4.yaml, caffe2.pkl"})
  void weightsAreThoseThatDetectron2Loads(String config, String file) throws IOException {
    Map<String, Tensor> tensors = start(file, DATA.resolve(config)).tensors();

    JsonNode expected = new ObjectMapper().readTree(DATA.resolve("expected.json").toFile());
    JsonNode parameters = expected.get(config + " " + file);
    assertThat(parameters).hasSize(265);
    for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
      float[] values = tensors.get(entry.getKey()).toFloats();
      float[] first = new ObjectMapper().convertValue(entry.getValue().get("first"), float[].class);
      assertThat(Arrays.copyOf(values, first.length)).as(entry.getKey()).isEqualTo(first);
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      assertThat(sum)
          .as(entry.getKey())
          .isCloseTo(entry.getValue().get("sum").asDouble(), within(1e-9));
    }
  }

  @Test
  void theRestIsDrawnAndWhatIsNotUsedIsSaid() throws IOException {
    MaskRcnnConfig network = Detectron2Config.read(CONFIG, List.of());
    Map<String, Tensor> random = StartingWeights.random(network, 3).tensors();
    StartingWeights start = start("caffe2.pkl", CONFIG);

    assertThat(start.tensors().keySet()).isEqualTo(random.keySet());
    assertThat(start.tensors().get("backbone.fpn_output3.weight").toFloats())
        .isEqualTo(random.get("backbone.fpn_output3.weight").toFloats());
    assertThat(start.notes())
        .containsExactly(
            "weights: those of " + DATA.resolve("caffe2.pkl"),
            "the weights at 'blobs' are taken",
            "these are of a backbone alone; what is not the backbone is drawn at random",
            "not used: fc1000_w, fc1000_b, conv1_b, res2_0_branch2a_w_momentum");
  }

  @Test
  void torchvisionsColoursAreTurnedAndItsInputIsNamed() throws IOException {
    StartingWeights start = start("torchvision.pth", CONFIG);
    StartingWeights same = start("detectron2.pkl", CONFIG);

    float[] turned = start.tensors().get(STEM).toFloats();
    Folding.swapColours(turned, 49);
    assertThat(turned).isEqualTo(same.tensors().get(STEM).toFloats());
    same.tensors()
        .forEach(
            (name, tensor) -> {
              if (!name.equals(STEM)) {
                assertThat(start.tensors().get(name).toFloats())
                    .as(name)
                    .isEqualTo(tensor.toFloats());
              }
            });
    assertThat(start.notes())
        .contains(
            "weights of torchvision were trained with MODEL.PIXEL_STD of about 57 to 58 and"
                + " RESNETS.STRIDE_IN_1X1 false; the configuration has [1.0, 1.0, 1.0] and true",
            "not used: fc.weight, fc.bias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"detectron2.pkl", "caffe2.pkl", "torchvision.pth"})
  void anotherDepthIsAnError(String file) throws IOException {
    Path deeper = config("DEPTH: 50", "DEPTH: 101");
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> start(file, deeper))
        .withMessageContaining("missing backbone.bottom_up.res4.22.conv3.weight");
    Path shallower = config("DEPTH: 50", "DEPTH: 18");
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> start(file, shallower))
        .withMessageContaining("the configured backbone has no such block");
  }

  @Test
  void theHeadOfC4IsOfTheBackbone() throws IOException {
    Map<String, Tensor> own = start("detectron2.pkl", CONFIG).tensors();
    for (String file : List.of("detectron2.pkl", "caffe2.pkl", "torchvision.pth")) {
      Map<String, Tensor> tensors = start(file, DATA.resolve("c4.yaml")).tensors();
      for (String name : List.of("res5.0.shortcut.weight", "res5.2.conv3.norm.bias")) {
        assertThat(tensors.get("roi_heads." + name).toFloats())
            .as("%s of %s", name, file)
            .isEqualTo(own.get("backbone.bottom_up." + name).toFloats());
      }
    }
  }

  private Path config(String from, String to) throws IOException {
    Path file = directory.resolve("other.yaml");
    Files.writeString(file, Files.readString(CONFIG).replace(from, to));
    return file;
  }
}
