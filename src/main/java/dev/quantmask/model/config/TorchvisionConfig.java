package dev.quantmask.model.config;

import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The configurations of torchvision's Mask R-CNN builders. A checkpoint tells the backbone, the
 * number of classes and whether batch norms are frozen; everything else is an argument of the
 * builder.
 */
public final class TorchvisionConfig {
  /** How torchvision computes its published weights of v1, and what is fine-tuned from them. */
  private static final double PUBLISHED_EPSILON = 0;

  private static final double USUAL_EPSILON = 1e-5;
  private static final String LOGITS = "rpn.head.cls_logits.weight";
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
   * Arguments of the builder that may differ from its defaults.
   *
   * @param frozenBatchNormEpsilon 0 or 1e-5; the file does not say. Empty: 0 where norms are frozen
   * @param anchorSizes by level, in pixels (AnchorGenerator's sizes)
   * @param aspectRatios by level, or one list for all (AnchorGenerator's aspect_ratios)
   * @param classes labels by class id; empty for the default ones
   */
  public record Options(
      OptionalDouble frozenBatchNormEpsilon,
      int minSize,
      int maxSize,
      List<List<Double>> anchorSizes,
      List<List<Double>> aspectRatios,
      double scoreThreshold,
      double overlapThreshold,
      int detections,
      List<String> classes) {
    public static final Options DEFAULT =
        new Options(
            OptionalDouble.empty(),
            800,
            1333,
            SIZES.stream().map(List::of).toList(),
            List.of(RATIOS),
            0.05,
            0.5,
            100,
            List.of());

    public Options {
      anchorSizes = List.copyOf(anchorSizes);
      aspectRatios = List.copyOf(aspectRatios);
      classes = List.copyOf(classes);
    }

    /** Aspect ratios of each level. */
    List<List<Double>> ratiosByLevel() {
      return aspectRatios.size() == 1
          ? Collections.nCopies(anchorSizes.size(), aspectRatios.get(0))
          : aspectRatios;
    }
  }

  /**
   * Reads numbers of each level, as Python writes them: {@code ((32,), (64,))}.
   *
   * @throws IllegalArgumentException when they are not positive, or not as many at each level
   */
  public static List<List<Double>> levels(String text) {
    List<List<Double>> levels;
    try {
      levels = new YamlSection("", Map.of("levels", text)).lists("levels", List.of());
    } catch (IOException e) {
      throw new IllegalArgumentException(wrongLevels(text), e);
    }
    boolean alike =
        levels.stream().allMatch(level -> level.size() == levels.get(0).size() && !level.isEmpty());
    if (levels.isEmpty() || !alike || levels.stream().anyMatch(TorchvisionConfig::hasOthers)) {
      throw new IllegalArgumentException(wrongLevels(text));
    }
    return levels;
  }

  private static boolean hasOthers(List<Double> level) {
    return level.stream().anyMatch(number -> !(number > 0));
  }

  private static String wrongLevels(String text) {
    return Text.format(
        "expected a list of positive numbers for each level, such as ((32,), (64,)), and as many at"
            + " each, found '%s'",
        text);
  }

  /** What the result depends on and the checkpoint does not say; for people. */
  public static List<String> doubts(Builder builder, Map<String, Tensor> tensors, Options options) {
    if (options.frozenBatchNormEpsilon().isPresent() || !isFrozen(builder, tensors)) {
      return List.of();
    }
    return List.of(
        "the batch norms are frozen, and the file does not say with which epsilon: taken for 0, as"
            + " torchvision's COCO weights of maskrcnn_resnet50_fpn and all that is fine-tuned from"
            + " them have it; give --frozen-bn-eps 1e-5 if the training began without them");
  }

  /** The second builder has ordinary batch norms. */
  private static boolean isFrozen(Builder builder, Map<String, Tensor> tensors) {
    return builder == Builder.MASKRCNN_RESNET50_FPN && new TorchvisionBackbone(tensors).isFrozen();
  }

  /**
   * The deepest network of a builder, by whose names any other is found in a checkpoint: they have
   * a part of them.
   */
  public static MaskRcnnConfig deepest(Builder builder, Options options) {
    MaskRcnnConfig.Backbone backbone =
        new MaskRcnnConfig.Backbone(
            152,
            64,
            256,
            1,
            64,
            false,
            Norm.BATCH,
            USUAL_EPSILON,
            1,
            MaskRcnnConfig.Deformable.NONE);
    return of(builder, List.of("class_0"), backbone, options);
  }

  /** The network of a checkpoint, whose shapes say what it is. */
  public static MaskRcnnConfig of(Builder builder, Map<String, Tensor> tensors, Options options)
      throws IOException {
    TorchvisionBackbone backbone = new TorchvisionBackbone(tensors);
    List<String> labels = labels(classCount(tensors), options.classes());
    requireAnchors(tensors, options);
    double epsilon =
        isFrozen(builder, tensors)
            ? options.frozenBatchNormEpsilon().orElse(PUBLISHED_EPSILON)
            : USUAL_EPSILON;
    return of(builder, labels, backbone.config(epsilon), options);
  }

  private static MaskRcnnConfig of(
      Builder builder, List<String> labels, MaskRcnnConfig.Backbone backbone, Options options) {
    boolean second = builder == Builder.MASKRCNN_RESNET50_FPN_V2;
    Norm headNorm = second ? Norm.BATCH : Norm.NONE;
    return new MaskRcnnConfig(
        Framework.TORCHVISION,
        labels,
        new MaskRcnnConfig.Input(MEAN, DEVIATION, options.minSize(), options.maxSize(), false),
        backbone,
        new FeatureMaps.Pyramid(CHANNELS, headNorm, false),
        new MaskRcnnConfig.Rpn(
            options.anchorSizes(),
            options.ratiosByLevel(),
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
            options.scoreThreshold(),
            options.overlapThreshold(),
            options.detections()),
        new MaskRcnnConfig.MaskHead(
            new MaskRcnnConfig.Pooler(14, 2, false), 4, CHANNELS, headNorm, false));
  }

  /** Other anchors are other detections, and only their number can be read from the file. */
  private static void requireAnchors(Map<String, Tensor> tensors, Options options)
      throws IOException {
    int sizes = options.anchorSizes().get(0).size();
    int ratios = options.ratiosByLevel().get(0).size();
    Tensor logits = tensors.get(LOGITS);
    if (logits != null && logits.shape().length > 0 && logits.shape()[0] != sizes * ratios) {
      throw new IOException(
          Text.format(
              "%s: expected %d anchors a cell, of %d sizes and %d aspect ratios, found %d; give"
                  + " --anchor-sizes and --aspect-ratios as the AnchorGenerator has them",
              LOGITS, sizes * ratios, sizes, ratios, logits.shape()[0]));
    }
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
