package dev.quantmask.model.config;

import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The configurations of torchvision's Mask R-CNN builders with their default arguments. A
 * torchvision checkpoint does not tell them; only the number of classes is read from it.
 */
public final class TorchvisionConfig {
  private static final String CLASSIFIER = "roi_heads.box_predictor.cls_score.bias";
  private static final List<Double> MEAN = List.of(0.485 * 255, 0.456 * 255, 0.406 * 255);
  private static final List<Double> DEVIATION = List.of(0.229 * 255, 0.224 * 255, 0.225 * 255);
  private static final List<Double> RATIOS = List.of(0.5, 1.0, 2.0);
  private static final List<Double> SIZES = List.of(32.0, 64.0, 128.0, 256.0, 512.0);
  private static final int CHANNELS = 256;

  private TorchvisionConfig() {}

  /** The builder function of torchvision. */
  public enum Builder {
    MASKRCNN_RESNET50_FPN,
    MASKRCNN_RESNET50_FPN_V2;

    /** The builder of that name, as torchvision spells it. */
    public static Builder of(String name) {
      return switch (name) {
        case "maskrcnn_resnet50_fpn" -> MASKRCNN_RESNET50_FPN;
        case "maskrcnn_resnet50_fpn_v2" -> MASKRCNN_RESNET50_FPN_V2;
        default ->
            throw new IllegalArgumentException(
                Text.format(
                    "arch: expected maskrcnn_resnet50_fpn or maskrcnn_resnet50_fpn_v2, found '%s'",
                    name));
      };
    }
  }

  /**
   * Says what may differ from the builder's defaults.
   *
   * @param frozenBatchNormEpsilon 0 or 1e-5; the file does not say. torchvision sets 0 when it
   *     loads its own v1 COCO weights, and 1e-5 otherwise
   * @param classes labels by class id; empty for the default ones
   */
  public record Options(
      double frozenBatchNormEpsilon, int minSize, int maxSize, List<String> classes) {
    public Options {
      classes = List.copyOf(classes);
    }
  }

  /** The network of a checkpoint, which says how many classes there are. */
  public static MaskRcnnConfig of(Builder builder, Map<String, Tensor> tensors, Options options)
      throws IOException {
    return of(builder, labels(classCount(tensors), options.classes()), options);
  }

  /** The network for these classes. */
  public static MaskRcnnConfig of(Builder builder, List<String> classes, Options options) {
    boolean second = builder == Builder.MASKRCNN_RESNET50_FPN_V2;
    Norm headNorm = second ? Norm.BATCH : Norm.NONE;
    return new MaskRcnnConfig(
        Framework.TORCHVISION,
        classes,
        new MaskRcnnConfig.Input(MEAN, DEVIATION, options.minSize(), options.maxSize(), false),
        new MaskRcnnConfig.Backbone(
            50,
            64,
            256,
            1,
            64,
            false,
            Norm.BATCH,
            second ? 1e-5 : options.frozenBatchNormEpsilon(),
            1,
            MaskRcnnConfig.Deformable.NONE),
        new FeatureMaps.Pyramid(CHANNELS, headNorm, false),
        new MaskRcnnConfig.Rpn(
            SIZES.stream().map(List::of).toList(),
            IntStream.range(0, SIZES.size()).mapToObj(level -> RATIOS).toList(),
            0,
            second ? List.of(CHANNELS, CHANNELS) : List.of(CHANNELS),
            List.of(1.0, 1.0, 1.0, 1.0),
            1000,
            1000,
            0.7,
            // torchvision keeps sides of 1e-3 and more; the network asks for more than this.
            Math.nextDown(1e-3f)),
        new RoiHeads.Standard(),
        new MaskRcnnConfig.BoxHead(
            new MaskRcnnConfig.Pooler(7, 2, false),
            second ? 4 : 0,
            CHANNELS,
            second ? 1 : 2,
            1024,
            headNorm,
            false,
            List.of(10.0, 10.0, 5.0, 5.0),
            0.05,
            0.5,
            100),
        new MaskRcnnConfig.MaskHead(
            new MaskRcnnConfig.Pooler(14, 2, false), 4, CHANNELS, headNorm, false));
  }

  private static int classCount(Map<String, Tensor> tensors) throws IOException {
    Tensor bias = tensors.get(CLASSIFIER);
    if (bias == null || bias.shape().length != 1 || bias.shape()[0] < 2) {
      throw new IOException(
          Text.format(
              "%s: expected [classes + 1], found %s; is this a torchvision Mask R-CNN?",
              CLASSIFIER, bias == null ? "nothing" : bias));
    }
    return bias.shape()[0] - 1;
  }

  private static List<String> labels(int count, List<String> classes) throws IOException {
    if (classes.isEmpty()) {
      return IntStream.range(0, count).mapToObj(i -> "class_" + i).toList();
    }
    if (classes.size() != count) {
      throw new IOException(
          Text.format("classes: expected %d (%s), found %d", count, CLASSIFIER, classes.size()));
    }
    return classes;
  }
}
