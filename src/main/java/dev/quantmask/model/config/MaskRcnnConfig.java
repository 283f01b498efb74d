package dev.quantmask.model.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything that determines the network, from either framework. Lists are immutable.
 *
 * @param classes labels by class id, without background
 */
public record MaskRcnnConfig(
    Framework flavor,
    List<String> classes,
    Input input,
    Backbone backbone,
    Pyramid pyramid,
    Rpn rpn,
    BoxHead boxHead,
    MaskHead maskHead) {
  public MaskRcnnConfig {
    classes = List.copyOf(classes);
  }

  /** False for a configuration that was read from a file that lacks parts of it. */
  public boolean hasAllParts() {
    return Stream.of(flavor, input, backbone, pyramid, rpn, boxHead, maskHead)
        .allMatch(Objects::nonNull);
  }

  /**
   * Says how an image becomes the network's input.
   *
   * @param mean red green blue, of pixels from 0 to 255
   * @param deviation red green blue
   * @param minSize of the shorter side in pixels; 0: images keep their size
   * @param maxSize of the longer side in pixels
   * @param blueFirst whether the checkpoint's first convolution expects blue green red
   */
  public record Input(
      List<Double> mean, List<Double> deviation, int minSize, int maxSize, boolean blueFirst) {
    public Input {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
    }
  }

  /**
   * ResNet.
   *
   * @param depth 18, 34, 50, 101 or 152
   * @param strideIn1x1 whether a bottleneck halves the size in its first convolution, not its
   *     second
   * @param normEpsilon of the batch norms, here and in the rest of the network
   */
  public record Backbone(
      int depth,
      int stemChannels,
      int res2Channels,
      int groups,
      int widthPerGroup,
      boolean strideIn1x1,
      Norm norm,
      double normEpsilon) {
    public boolean hasBottlenecks() {
      return depth >= 50;
    }

    /** Blocks of res2 to res5. */
    public List<Integer> blocks() {
      return switch (depth) {
        case 18 -> List.of(2, 2, 2, 2);
        case 34, 50 -> List.of(3, 4, 6, 3);
        case 101 -> List.of(3, 4, 23, 3);
        case 152 -> List.of(3, 8, 36, 3);
        default ->
            throw new IllegalArgumentException(
                "depth: expected 18, 34, 50, 101 or 152, found " + depth);
      };
    }
  }

  /** Feature pyramid. */
  public record Pyramid(int channels, Norm norm, boolean average) {}

  /**
   * Region proposal network.
   *
   * @param anchorSizes by level, p2 to p6, in pixels
   * @param anchorRatios by level, height / width
   * @param anchorOffset of anchor centres, in cells
   * @param convChannels outputs of the convolutions before the two predictors
   * @param proposalsPerLevel best that many of a level before suppression
   * @param proposals best that many of all levels after suppression
   */
  public record Rpn(
      List<List<Double>> anchorSizes,
      List<List<Double>> anchorRatios,
      double anchorOffset,
      List<Integer> convChannels,
      List<Double> boxWeights,
      int proposalsPerLevel,
      int proposals,
      double overlapThreshold,
      double minSize) {
    public Rpn {
      anchorSizes = List.copyOf(anchorSizes);
      anchorRatios = List.copyOf(anchorRatios);
      convChannels = List.copyOf(convChannels);
      boxWeights = List.copyOf(boxWeights);
    }

    public int anchorsPerCell() {
      return anchorSizes.get(0).size() * anchorRatios.get(0).size();
    }
  }

  /**
   * RoIAlign.
   *
   * @param bins along each axis
   * @param sampling points a bin and axis; 0: as many as the bin has pixels
   * @param aligned ROIAlignV2, else ROIAlign
   */
  public record Pooler(int bins, int sampling, boolean aligned) {}

  /** Classifies proposals and refines their boxes. */
  public record BoxHead(
      Pooler pooler,
      int convs,
      int convChannels,
      int fcs,
      int fcChannels,
      Norm norm,
      boolean classAgnostic,
      List<Double> boxWeights,
      double scoreThreshold,
      double overlapThreshold,
      int detections) {
    public BoxHead {
      boxWeights = List.copyOf(boxWeights);
    }
  }

  /** Masks of twice the pooler's bins. */
  public record MaskHead(
      Pooler pooler, int convs, int channels, Norm norm, boolean classAgnostic) {}
}
