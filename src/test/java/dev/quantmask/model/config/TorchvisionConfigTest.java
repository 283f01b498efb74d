package dev.quantmask.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quantmask.model.config.TorchvisionConfig.Builder;
import dev.quantmask.model.config.TorchvisionConfig.Options;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Layout;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** test-data/torchvision has the names and shapes of torchvision's networks. */
class TorchvisionConfigTest {
  private static final Builder FIRST = Builder.MASKRCNN_RESNET50_FPN;

  /** Only what is looked at has values, and all of them are 0. */
  private static Map<String, Tensor> tensors(String file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("test-data/torchvision", file + ".txt"))) {
      List<String> words = List.of(line.split(" ", -1));
      int[] shape = words.stream().skip(1).mapToInt(Integer::parseInt).toArray();
      tensors.put(words.get(0), zeros(shape));
    }
    return tensors;
  }

  /** All elements are the same one, because a network of zeros would fill the heap. */
  private static Tensor zeros(int... shape) {
    Layout layout = new Layout(shape, new long[shape.length]);
    return Tensor.view(DataType.FLOAT32, layout, ByteBuffer.allocate(Float.BYTES));
  }

  private static Options with(OptionalDouble epsilon, String sizes, String ratios) {
    return new Options(
        epsilon,
        400,
        600,
        TorchvisionConfig.levels(sizes),
        TorchvisionConfig.levels(ratios),
        0.3,
        0.4,
        7,
        List.of());
  }

  @Test
  void argumentsOfTheBuilderAreTaken() throws IOException {
    MaskRcnnConfig config =
        TorchvisionConfig.of(
            FIRST,
            tensors("resnet18"),
            with(
                OptionalDouble.of(1e-5),
                "((8,), (16,), (32,), (64,), (128,))",
                "((0.4, 1.0, 2.5),)"));

    assertThat(config.classes()).hasSize(2);
    assertThat(config.input().minSize()).isEqualTo(400);
    assertThat(config.input().maxSize()).isEqualTo(600);
    assertThat(config.backbone().normEpsilon()).isEqualTo(1e-5);
    assertThat(config.rpn().anchorSizes()).element(4).isEqualTo(List.of(128.0));
    assertThat(config.rpn().anchorRatios()).hasSize(5).containsOnly(List.of(0.4, 1.0, 2.5));
    assertThat(config.boxHead().scoreThreshold()).isEqualTo(0.3);
    assertThat(config.boxHead().overlapThreshold()).isEqualTo(0.4);
    assertThat(config.boxHead().detections()).isEqualTo(7);
  }

  /** Custom anchors are not taken for the default ones where the file tells them apart. */
  @Test
  void anchorsOfAnotherNumberAreNoticed() throws IOException {
    Map<String, Tensor> tensors = tensors("resnet18");
    tensors.put("rpn.head.cls_logits.weight", zeros(6, 256, 1, 1));
    assertThatIOException()
        .isThrownBy(() -> TorchvisionConfig.of(FIRST, tensors, Options.DEFAULT))
        .withMessage(
            "rpn.head.cls_logits.weight: expected 3 anchors a cell, of 1 sizes and 3 aspect ratios,"
                + " found 6; give --anchor-sizes and --aspect-ratios as the AnchorGenerator has"
                + " them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "32", "abc", "((32,), (64, 128))", "((0,),)", "((),)", "((32,"})
  void listsThatAreNoLevels(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TorchvisionConfig.levels(text))
        .withMessageStartingWith("expected a list of positive numbers for each level, such as");
  }

  /** FrozenBatchNorm2d has no num_batches_tracked, BatchNorm2d has. */
  @Test
  void theEpsilonIsKnownUnlessNormsAreFrozen() throws IOException {
    Map<String, Tensor> frozen = tensors("resnet101");
    Map<String, Tensor> trained = tensors("maskrcnn_resnet50_fpn");
    assertThat(frozen.keySet()).noneMatch(name -> name.endsWith("num_batches_tracked"));
    assertThat(trained.keySet()).anyMatch(name -> name.endsWith("num_batches_tracked"));

    assertThat(TorchvisionConfig.doubts(FIRST, trained, Options.DEFAULT)).isEmpty();
    assertThat(TorchvisionConfig.of(FIRST, trained, Options.DEFAULT).backbone().normEpsilon())
        .isEqualTo(1e-5);
    assertThat(TorchvisionConfig.doubts(FIRST, frozen, Options.DEFAULT))
        .singleElement()
        .asString()
        .contains("give --frozen-bn-eps 1e-5 if the training began without them");
    assertThat(TorchvisionConfig.of(FIRST, frozen, Options.DEFAULT).backbone().normEpsilon())
        .isZero();
  }
}
