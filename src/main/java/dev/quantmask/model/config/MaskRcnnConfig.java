package dev.quantmask.model.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything that determines the network, from either framework. Lists are immutable.
 *
 * @param classes labels by class id, without background
 */
public record MaskRcnnConfig(
    Framework framework,
    List<String> classes,
    Input input,
    Backbone backbone,
    @JsonAlias("pyramid") FeatureMaps features,
    Rpn rpn,
    RoiHeads roiHeads,
    BoxHead boxHead,
    MaskHead maskHead) {
  public MaskRcnnConfig {
    classes = List.copyOf(classes);
    roiHeads = roiHeads == null ? new RoiHeads.Standard() : roiHeads; // of older archives
  }

  /** False for a configuration that was read from a file that lacks parts of it. */
  public boolean hasAllParts() {
    return Stream.of(framework, input, backbone, features, rpn, boxHead, maskHead)
        .allMatch(Objects::nonNull);
  }

  public MaskRcnnConfig withRpn(Rpn newRpn) {
    return new MaskRcnnConfig(
        framework, classes, input, backbone, features, newRpn, roiHeads, boxHead, maskHead);
  }

  public MaskRcnnConfig withInput(Input newInput) {
    return new MaskRcnnConfig(
        framework, classes, newInput, backbone, features, rpn, roiHeads, boxHead, maskHead);
  }

  public MaskRcnnConfig withBoxHead(BoxHead newBoxHead) {
    return new MaskRcnnConfig(
        framework, classes, input, backbone, features, rpn, roiHeads, newBoxHead, maskHead);
  }

  /** Returns the channels of every map that proposals are made from. */
  int featureChannels() {
    return features.channels(backbone);
  }

  /** Returns the pixels of the network's input by a pixel of the first map; it is a power of 2. */
  public int firstStride() {
    return features.firstStride(backbone);
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

    /** Returns the same for images of another size. */
    public Input withSize(int newMinSize, int newMaxSize) {
      return new Input(mean, deviation, newMinSize, newMaxSize, blueFirst);
    }
  }

  /**
   * ResNet.
   *
   * @param depth 18, 34, 50, 101 or 152
   * @param strideIn1x1 whether a bottleneck halves the size in its first convolution, not its
   *     second
   * @param normEpsilon of the batch norms, here and in the rest of the network
   * @param res5Dilation of the 3x3 convolutions of res5; 2: res5 does not halve the size
   */
  public record Backbone(
      int depth,
      int stemChannels,
      int res2Channels,
      int groups,
      int widthPerGroup,
      boolean strideIn1x1,
      Norm norm,
      double normEpsilon,
      int res5Dilation,
      Deformable deformable) {
    public Backbone {
      res5Dilation = Math.max(res5Dilation, 1); // older archives have none
      deformable = deformable == null ? Deformable.NONE : deformable;
    }

    /** The output channels of a stage, 2 to 5. */
    public int channels(int stage) {
      return res2Channels << (stage - 2);
    }

    /** How much the first block of a stage shrinks its sides. */
    int strideOf(int stage) {
      return stage == 2 || dilation(stage) > 1 ? 1 : 2;
    }

    /** Pixels of the network's input by a pixel of a stage's output. */
    int stride(int stage) {
      int stride = 4;
      for (int i = 2; i <= stage; i++) {
        stride *= strideOf(i);
      }
      return stride;
    }

    int dilation(int stage) {
      return stage == 5 ? res5Dilation : 1;
    }

    public boolean hasBottlenecks() {
      return depth >= 50;
    }

    /** Blocks of res2 to res5. */
    public List<Integer> blocks() {
      return blocks(depth);
    }

    static List<Integer> blocks(int depth) {
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

  /**
   * Deformable convolutions: the second ones of all blocks of some stages read pixels at places
   * that another convolution says.
   *
   * @param stages whether they are in res2 to res5
   * @param modulated whether what is read has a weight, too
   * @param groups of channels that have places of their own
   */
  public record Deformable(List<Boolean> stages, boolean modulated, int groups) {
    public static final Deformable NONE =
        new Deformable(List.of(false, false, false, false), false, 1);

    public Deformable {
      stages = List.copyOf(stages);
    }

    boolean isIn(int stage) {
      return stages.get(stage - 2);
    }

    /** Channels of the convolution that says the places: dy, dx and possibly a weight of each. */
    public int channels() {
      return (modulated ? 27 : 18) * groups;
    }
  }

  /**
   * Region proposal network.
   *
   * @param anchorSizes by level, p2 to p6 or a single one, in pixels
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

    /** Returns the same with other numbers of proposals, before and after suppression. */
    public Rpn withProposals(int newPerLevel, int newProposals) {
      return new Rpn(
          anchorSizes,
          anchorRatios,
          anchorOffset,
          convChannels,
          boxWeights,
          newPerLevel,
          newProposals,
          overlapThreshold,
          minSize);
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

    /** Returns the same with another number of detections an image. */
    public BoxHead withDetections(int newDetections) {
      return new BoxHead(
          pooler,
          convs,
          convChannels,
          fcs,
          fcChannels,
          norm,
          classAgnostic,
          boxWeights,
          scoreThreshold,
          overlapThreshold,
          newDetections);
    }
  }

  /** Masks of twice the pooler's bins. */
  public record MaskHead(
      Pooler pooler, int convs, int channels, Norm norm, boolean classAgnostic) {}
}
