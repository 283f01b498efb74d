package dev.quantmask.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.TorchvisionConfig;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Layout;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and shapes are those of the originals, and whatever does not fit is told at once. */
class CheckpointWeightsTest {
  private static final Path DETECTRON2 = Path.of("test-data/detectron2");

  /** A tensor of zeros of any shape, without memory for them. */
  private static Tensor zeros(int... shape) {
    return Tensor.view(
        DataType.FLOAT32, new Layout(shape, new long[shape.length]), ByteBuffer.allocate(4));
  }

  private static Map<String, Tensor> torchvision(String builder) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("test-data/torchvision", builder + ".txt"))) {
      List<String> words = List.of(line.split(" ", -1));
      int[] shape = words.stream().skip(1).mapToInt(Integer::parseInt).toArray();
      tensors.put(words.get(0), zeros(shape));
    }
    return tensors;
  }

  private static List<FoldedLayer> fold(String builder, Map<String, Tensor> tensors)
      throws IOException {
    MaskRcnnConfig config =
        TorchvisionConfig.of(
            TorchvisionConfig.Builder.of(builder), tensors, TorchvisionConfig.Options.DEFAULT);
    return CheckpointWeights.fold(tensors, config, new TorchvisionNames(config));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maskrcnn_resnet50_fpn", "maskrcnn_resnet50_fpn_v2"})
  void torchvisionsNames(String builder) throws IOException {
    List<FoldedLayer> layers = fold(builder, torchvision(builder));

    assertThat(layers).hasSizeGreaterThan(70);
    assertThat(layers).allSatisfy(layer -> assertThat(layer.weight().shape()).isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, 18, 1, 64, 64",
    "resnet34, 34, 1, 64, 64",
    "resnet101, 101, 1, 64, 256",
    "resnext50_32x4d, 50, 32, 4, 256",
    "wide_resnet50_2, 50, 1, 128, 256"
  })
  void torchvisionsBackbonesAreReadFromTheFile(
      String backbone, int depth, int groups, int width, int res2) throws IOException {
    Map<String, Tensor> tensors = torchvision(backbone);
    MaskRcnnConfig config =
        TorchvisionConfig.of(
            TorchvisionConfig.Builder.MASKRCNN_RESNET50_FPN,
            tensors,
            TorchvisionConfig.Options.DEFAULT);

    assertThat(config.backbone().depth()).isEqualTo(depth);
    assertThat(config.backbone().groups()).isEqualTo(groups);
    assertThat(config.backbone().widthPerGroup()).isEqualTo(width);
    assertThat(config.backbone().res2Channels()).isEqualTo(res2);
    // Every parameter is used.
    assertThat(CheckpointWeights.fold(tensors, config, new TorchvisionNames(config))).isNotEmpty();
  }

  /** As they were before torchvision 0.13, and are in the published weights of v1. */
  @Test
  void torchvisionsOldNames() throws IOException {
    Map<String, Tensor> old = new LinkedHashMap<>();
    torchvision("maskrcnn_resnet50_fpn")
        .forEach(
            (name, tensor) -> {
              String renamed =
                  name.replaceFirst("((inner|layer)_blocks\\.\\d)\\.0\\.", "$1.")
                      .replace("rpn.head.conv.0.0.", "rpn.head.conv.");
              for (int i = 0; i < 4; i++) {
                renamed =
                    renamed.replace(
                        Text.format("mask_head.%d.0.", i),
                        Text.format("mask_head.mask_fcn%d.", i + 1));
              }
              if (!name.endsWith("num_batches_tracked")) {
                old.put(renamed, tensor);
              }
            });
    assertThat(old)
        .containsKeys(
            "backbone.fpn.inner_blocks.0.weight",
            "rpn.head.conv.bias",
            "roi_heads.mask_head.mask_fcn4.weight");

    assertThat(fold("maskrcnn_resnet50_fpn", old)).hasSizeGreaterThan(70);
  }

  @Test
  void theOtherArchitectureOfTorchvision() throws IOException {
    Map<String, Tensor> second = torchvision("maskrcnn_resnet50_fpn_v2");
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> fold("maskrcnn_resnet50_fpn", second))
        .withMessageContaining("missing roi_heads.box_head.fc6.weight [1024, 12544]")
        .withMessageContaining("unused roi_heads.box_head.0.0.weight [256, 256, 3, 3]");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> fold("maskrcnn_resnet50_fpn", Map.of()))
        .withMessageContaining("is this a torchvision Mask R-CNN?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anchors", "r18_bn", "resnext_gn", "roialign_v1_agnostic_convs"})
  void detectron2sNames(String model) throws IOException {
    Path data = DETECTRON2.resolve(model);
    assertThat(foldDetectron2(data, tensors(data))).isNotEmpty();
  }

  @Test
  void everythingWrongIsListed() throws IOException {
    Path data = DETECTRON2.resolve("reference");
    Map<String, Tensor> tensors = tensors(data);
    int[] stem = tensors.get("backbone.bottom_up.stem.conv1.weight").shape();
    tensors.remove("backbone.fpn_lateral2.weight");
    tensors.remove("backbone.bottom_up.res2.0.conv1.norm.running_var");
    tensors.put("backbone.bottom_up.stem.conv1.weight", zeros(stem[0], 3, 3, 3));
    tensors.put("roi_heads.box_predictor.cls_score.bias", zeros(81));
    tensors.put("roi_heads.keypoint_head.weight", zeros(4));
    tensors.put("backbone.fpn_lateral2.norm.weight", zeros(64));

    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> foldDetectron2(data, tensors))
        .withMessageContaining("(problems: 6)")
        .withMessageContaining("missing backbone.fpn_lateral2.weight [64, 64, 1, 1]")
        .withMessageContaining("missing backbone.bottom_up.res2.0.conv1.norm.running_var [16]")
        .withMessageContaining(
            "backbone.bottom_up.stem.conv1.weight: expected shape [16, 3, 7, 7], found"
                + " [16, 3, 3, 3]")
        .withMessageContaining(
            "roi_heads.box_predictor.cls_score.bias: expected shape [6], found [81]")
        .withMessageContaining("unused roi_heads.keypoint_head.weight [4]")
        .withMessageContaining("unused backbone.fpn_lateral2.norm.weight [64]");
  }

  @Test
  void whatHarmsNothing() throws IOException {
    Path data = DETECTRON2.resolve("reference");
    Map<String, Tensor> tensors = tensors(data);
    tensors.put("pixel_mean", zeros(3, 1, 1));
    tensors.put("pixel_std", zeros(3, 1, 1));
    for (int level = 0; level < 5; level++) {
      tensors.put("proposal_generator.anchor_generator.cell_anchors." + level, zeros(3, 4));
    }
    tensors.put("backbone.bottom_up.stem.conv1.norm.num_batches_tracked", zeros());

    assertThat(foldDetectron2(data, tensors)).isNotEmpty();
  }

  private static Map<String, Tensor> tensors(Path data) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(data.resolve("model.pth"))) {
      return new LinkedHashMap<>(checkpoint.tensors());
    }
  }

  private static List<FoldedLayer> foldDetectron2(Path data, Map<String, Tensor> tensors)
      throws IOException {
    MaskRcnnConfig config = Detectron2Config.read(data.resolve("config.yaml"), List.of());
    return CheckpointWeights.fold(tensors, config, new Detectron2Names(config));
  }

  @Test
  void layersOfEveryDepth() throws IOException {
    Map<Integer, Integer> convolutions = Map.of(18, 21, 34, 37, 50, 53, 101, 104, 152, 155);
    for (int depth : convolutions.keySet()) {
      List<Layer> layers = LayerCatalog.layers(config(depth, 1, 64));
      assertThat(layers.stream().filter(layer -> layer.path().startsWith("backbone.")))
          .as("depth %d", depth)
          .hasSize(convolutions.get(depth));
    }
    List<Layer> resnext = LayerCatalog.layers(config(101, 32, 8));
    assertThat(shape(resnext, "backbone.res2.0.conv2")).containsExactly(256, 8, 3, 3);
    assertThat(shape(resnext, "backbone.res5.2.conv2")).containsExactly(2048, 64, 3, 3);
    assertThat(shape(resnext, "backbone.res4.22.conv3")).containsExactly(1024, 1024, 1, 1);
    List<Layer> basic = LayerCatalog.layers(config(18, 1, 64));
    assertThat(shape(basic, "backbone.res3.0.conv1")).containsExactly(512, 256, 3, 3);
  }

  private static int[] shape(List<Layer> layers, String path) {
    return layers.stream()
        .filter(layer -> layer.path().equals(path))
        .findFirst()
        .orElseThrow()
        .weightShape();
  }

  private static MaskRcnnConfig config(int depth, int groups, int width) throws IOException {
    Path file = Files.createTempFile("config", ".yaml");
    try {
      String text = Files.readString(Path.of("test-data/detectron2/reference/config.yaml"));
      Files.writeString(
          file,
          text.replace("DEPTH: 50", "DEPTH: " + depth)
              .replace("NUM_GROUPS: 1\n    OUT", "NUM_GROUPS: " + groups + "\n    OUT")
              .replace("RES2_OUT_CHANNELS: 64", "RES2_OUT_CHANNELS: 256")
              .replace("STEM_OUT_CHANNELS: 16", "STEM_OUT_CHANNELS: 64")
              .replace("WIDTH_PER_GROUP: 16", "WIDTH_PER_GROUP: " + width));
      return Detectron2Config.read(file, List.of());
    } finally {
      Files.delete(file);
    }
  }
}
