package dev.quantmask.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.model.config.FeatureMaps;
import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.model.config.RoiHeads;
import dev.quantmask.model.weights.CheckpointWeights.Source;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Folded layers compute what the checkpoint's layers compute. */
class FoldingTest {
  private static final double EPSILON = 1e-3;

  private static MaskRcnnConfig config(Framework framework, boolean blueFirst, int bins) {
    List<Double> three = List.of(1.0, 1.0, 1.0);
    List<Double> four = List.of(1.0, 1.0, 1.0, 1.0);
    return new MaskRcnnConfig(
        framework,
        List.of("a", "b", "c"),
        new MaskRcnnConfig.Input(three, three, 800, 1333, blueFirst),
        new MaskRcnnConfig.Backbone(
            50, 64, 256, 1, 64, true, Norm.BATCH, EPSILON, 1, MaskRcnnConfig.Deformable.NONE),
        new FeatureMaps.Pyramid(2, Norm.NONE, false),
        new MaskRcnnConfig.Rpn(
            Collections.nCopies(5, List.of(32.0)),
            Collections.nCopies(5, List.of(1.0)),
            0,
            List.of(2),
            four,
            10,
            10,
            0.7,
            0),
        new RoiHeads.Standard(),
        new MaskRcnnConfig.BoxHead(
            new MaskRcnnConfig.Pooler(bins, 0, true),
            0,
            2,
            1,
            3,
            Norm.NONE,
            false,
            four,
            0.05,
            0.5,
            100),
        new MaskRcnnConfig.MaskHead(
            new MaskRcnnConfig.Pooler(bins, 0, true), 1, 2, Norm.NONE, false));
  }

  private static FoldedLayer fold(MaskRcnnConfig config, Layer layer, Source source) {
    return new Folding(config).fold(layer, source);
  }

  private static Source plain(Tensor weight, Tensor bias) {
    return new Source(weight, bias, null, null, null, null);
  }

  private static Tensor upTo(int... shape) {
    int count = 1;
    for (int side : shape) {
      count *= side;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return Tensor.ofFloats(values, shape);
  }

  private static float[] values(StoredTensor tensor) {
    Tensor made = tensor.values().get();
    assertThat(made.shape()).isEqualTo(tensor.shape());
    return made.toFloats();
  }

  @Test
  void batchNormIsFoldedIn() {
    Layer layer = Layer.of(LayerRole.BLOCK_CONVOLUTION, 2, 2, 1, 2, 0, 1).normalized(Norm.BATCH);
    float[] weight = {0.5f, -2, 3, 4};
    float[] gamma = {1.5f, -0.5f};
    float[] beta = {0.25f, -3};
    float[] mean = {0.75f, -1};
    float[] variance = {2, 1e-6f};
    Source source =
        new Source(
            Tensor.ofFloats(weight, 2, 2, 1, 1),
            null,
            Tensor.ofFloats(gamma, 2),
            Tensor.ofFloats(beta, 2),
            Tensor.ofFloats(mean, 2),
            Tensor.ofFloats(variance, 2));
    FoldedLayer folded = fold(config(Framework.DETECTRON2, true, 1), layer, source);
    float[] foldedWeight = values(folded.weight());
    float[] foldedBias = values(folded.bias());

    double[] input = {0.3, -1.7};
    for (int out = 0; out < 2; out++) {
      double convolved = weight[2 * out] * input[0] + weight[2 * out + 1] * input[1];
      double expected =
          (convolved - mean[out]) / Math.sqrt(variance[out] + EPSILON) * gamma[out] + beta[out];
      double found =
          foldedWeight[2 * out] * input[0] + foldedWeight[2 * out + 1] * input[1] + foldedBias[out];
      assertThat(found).isCloseTo(expected, within(1e-5));
    }
    assertThat(folded.normWeight()).isSameAs(FoldedLayer.NONE);
  }

  @Test
  void groupNormStays() {
    Layer layer = Layer.of(LayerRole.MASK_CONVOLUTION, 1, 2, 1, 0).normalized(Norm.GROUP);
    Source source = new Source(upTo(2, 1, 1, 1), null, upTo(2), upTo(2), null, null);
    FoldedLayer folded = fold(config(Framework.DETECTRON2, true, 1), layer, source);

    assertThat(values(folded.weight())).containsExactly(0, 1);
    assertThat(values(folded.bias())).containsExactly(0, 0);
    assertThat(values(folded.normWeight())).containsExactly(0, 1);
  }

  @Test
  void theStemSeesRedFirst() {
    Layer stem = Layer.of(LayerRole.STEM, 3, 2, 1);
    Source source = plain(upTo(2, 3, 1, 1), upTo(2));

    assertThat(values(fold(config(Framework.DETECTRON2, true, 1), stem, source).weight()))
        .containsExactly(2, 1, 0, 5, 4, 3);
    assertThat(values(fold(config(Framework.DETECTRON2, false, 1), stem, source).weight()))
        .containsExactly(0, 1, 2, 3, 4, 5);
    Layer other = Layer.of(LayerRole.BLOCK_CONVOLUTION, 3, 2, 1, 2, 0, 1);
    assertThat(values(fold(config(Framework.DETECTRON2, true, 1), other, source).weight()))
        .containsExactly(0, 1, 2, 3, 4, 5);
  }

  /** [in, out, dy, dx] becomes [dy, dx, out, in]. */
  @Test
  void aTransposedConvolutionBecomesAPointwiseOne() {
    Layer layer = Layer.of(LayerRole.MASK_DECONVOLUTION, 2, 3, 2);
    FoldedLayer folded =
        fold(config(Framework.DETECTRON2, true, 1), layer, plain(upTo(2, 3, 2, 2), upTo(3)));
    float[] moved = values(folded.weight());

    assertThat(folded.weight().shape()).containsExactly(12, 2, 1, 1);
    for (int in = 0; in < 2; in++) {
      for (int out = 0; out < 3; out++) {
        for (int place = 0; place < 4; place++) {
          assertThat(moved[(place * 3 + out) * 2 + in]).isEqualTo((in * 3 + out) * 4 + place);
        }
      }
    }
    assertThat(values(folded.bias())).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
  }

  @Test
  void theFirstLinearLayerReadsPixelsBeforeChannels() {
    Layer layer = Layer.of(LayerRole.BOX_LINEAR, 8, 1, 1, 0);
    FoldedLayer folded =
        fold(config(Framework.DETECTRON2, true, 2), layer, plain(upTo(1, 8), upTo(1)));
    assertThat(values(folded.weight())).containsExactly(0, 4, 1, 5, 2, 6, 3, 7);

    Layer second = Layer.of(LayerRole.BOX_LINEAR, 8, 1, 1, 1);
    assertThat(
            values(
                fold(config(Framework.DETECTRON2, true, 2), second, plain(upTo(1, 8), upTo(1)))
                    .weight()))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  /** torchvision's background comes first; here it is last, and has neither box nor mask. */
  @Test
  void classesOfTorchvision() {
    MaskRcnnConfig config = config(Framework.TORCHVISION, false, 1);
    FoldedLayer scores =
        fold(config, Layer.of(LayerRole.CLASS_SCORES, 2, 4, 1), plain(upTo(4, 2), upTo(4)));
    assertThat(values(scores.weight())).containsExactly(2, 3, 4, 5, 6, 7, 0, 1);
    assertThat(values(scores.bias())).containsExactly(1, 2, 3, 0);

    FoldedLayer boxes =
        fold(config, Layer.of(LayerRole.BOX_DELTAS, 1, 12, 1), plain(upTo(16, 1), upTo(16)));
    assertThat(values(boxes.weight())).hasSize(12).startsWith(4).endsWith(15);
    assertThat(values(boxes.bias())).hasSize(12).startsWith(4).endsWith(15);

    FoldedLayer masks =
        fold(config, Layer.of(LayerRole.MASK_PREDICTOR, 2, 3, 1), plain(upTo(4, 2, 1, 1), upTo(4)));
    assertThat(values(masks.weight())).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(values(masks.bias())).containsExactly(1, 2, 3);
  }
}
