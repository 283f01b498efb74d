package dev.quantmask.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.pytorch.checkpoint.CheckpointWriter;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingWeightsTest {
  private static final Path CASE = Path.of("test-data/training/cases/frozen");

  @TempDir private Path directory;

  private static MaskRcnnConfig config() throws IOException {
    return Detectron2Config.read(CASE.resolve("config.yaml"), List.of());
  }

  /** The same network as torchvision would have it: red first, background first. */
  private static MaskRcnnConfig ofTorchvision(MaskRcnnConfig config) {
    MaskRcnnConfig.Input input = config.input();
    return new MaskRcnnConfig(
        Framework.TORCHVISION,
        config.classes(),
        new MaskRcnnConfig.Input(
            input.mean(), input.deviation(), input.minSize(), input.maxSize(), false),
        config.backbone(),
        config.features(),
        config.rpn(),
        config.roiHeads(),
        config.boxHead(),
        config.maskHead());
  }

  private Path torchvisionCheckpoint(MaskRcnnConfig config) throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    Random random = new Random(8);
    ParameterNames names = new TorchvisionNames(config);
    for (Layer layer : LayerCatalog.layers(config)) {
      ParameterNames.Names name = names.of(layer);
      int background = Folding.backgroundOutputs(config, layer);
      int[] shape = layer.weightShape();
      shape[0] += background;
      put(tensors, name.layers().get(0) + ".weight", random, shape);
      if (layer.bias()) {
        put(tensors, name.layers().get(0) + ".bias", random, layer.out() + background);
      }
      if (layer.norm() == Norm.BATCH) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
          put(tensors, name.norm() + "." + part, random, layer.out());
        }
      }
    }
    Path file = directory.resolve("torchvision.pth");
    CheckpointWriter.write(file, tensors);
    return file;
  }

  private static void put(
      Map<String, StoredTensor> tensors, String name, Random random, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() + 0.1f; // variances are positive
    }
    tensors.put(
        name,
        new StoredTensor(DataType.FLOAT32, shape, false, () -> Tensor.ofFloats(values, shape)));
  }

  @Test
  void weightsOfTorchvisionFoldToTheSameLayersThroughDetectron2sLayout() throws IOException {
    MaskRcnnConfig config = config();
    MaskRcnnConfig original = ofTorchvision(config);
    Path file = torchvisionCheckpoint(original);
    StartingWeights start = StartingWeights.of(file, Optional.empty(), config, 1);
    List<FoldedLayer> expected;
    try (var checkpoint = dev.quantmask.pytorch.checkpoint.Checkpoint.open(file)) {
      expected =
          CheckpointWeights.fold(checkpoint.tensors(), original, new TorchvisionNames(original));
      List<FoldedLayer> folded =
          CheckpointWeights.fold(start.tensors(), config, new Detectron2Names(config));
      List<String> different = new ArrayList<>();
      for (int i = 0; i < expected.size(); i++) {
        if (!equal(expected.get(i).weight(), folded.get(i).weight())
            || !equal(expected.get(i).bias(), folded.get(i).bias())) {
          different.add(expected.get(i).layer().path());
        }
      }
      assertThat(different).isEmpty();
    }
    assertThat(start.notes())
        .containsExactly(
            "weights: those of " + file,
            "weights of torchvision were trained with MODEL.PIXEL_STD of about 57 to 58 and"
                + " RESNETS.STRIDE_IN_1X1 false; the configuration has [1.0, 1.0, 1.0] and true");
  }

  private static boolean equal(StoredTensor a, StoredTensor b) {
    return Arrays.equals(a.values().get().toFloats(), b.values().get().toFloats());
  }

  @Test
  void everythingButThePredictorsMustFit() throws IOException {
    MaskRcnnConfig config = config();
    MaskRcnnConfig.MaskHead head = config.maskHead();
    MaskRcnnConfig wider =
        new MaskRcnnConfig(
            config.framework(),
            config.classes(),
            config.input(),
            config.backbone(),
            config.features(),
            config.rpn(),
            config.roiHeads(),
            config.boxHead(),
            new MaskRcnnConfig.MaskHead(
                head.pooler(), head.convs() + 1, head.channels(), head.norm(), false));
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> StartingWeights.of(CASE.resolve("model.pth"), Optional.empty(), wider, 1))
        .withMessageContaining("missing roi_heads.mask_head.mask_fcn");
  }

  @Test
  void randomWeightsAreThoseOfDetectron2() throws IOException {
    MaskRcnnConfig config = config();
    Map<String, Tensor> weights = StartingWeights.random(config, 4).tensors();
    assertThat(deviation(weights, "proposal_generator.rpn_head.conv.weight"))
        .isBetween(0.009, 0.011);
    assertThat(deviation(weights, "roi_heads.box_predictor.bbox_pred.weight"))
        .isBetween(0.0008, 0.0012);
    int[] stem = weights.get("backbone.bottom_up.stem.conv1.weight").shape();
    double expected = Math.sqrt(2.0 / (stem[0] * 49));
    assertThat(deviation(weights, "backbone.bottom_up.stem.conv1.weight"))
        .isBetween(0.9 * expected, 1.1 * expected);
    assertThat(
            StartingWeights.random(config, 5)
                .tensors()
                .get("backbone.fpn_output2.weight")
                .toFloats())
        .isNotEqualTo(weights.get("backbone.fpn_output2.weight").toFloats());
    assertThat(
            StartingWeights.random(config, 4)
                .tensors()
                .get("backbone.fpn_output2.weight")
                .toFloats())
        .isEqualTo(weights.get("backbone.fpn_output2.weight").toFloats());
  }

  private static double deviation(Map<String, Tensor> weights, String name) {
    double squares = 0;
    float[] values = weights.get(name).toFloats();
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }
}
