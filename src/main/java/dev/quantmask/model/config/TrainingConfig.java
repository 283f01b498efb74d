package dev.quantmask.model.config;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Everything that determines a training besides the network and the data. Names in brackets are
 * Detectron2's keys.
 *
 * @param seed of initial weights, order of the images, augmentation and sampling (SEED)
 * @param weights what to start from (MODEL.WEIGHTS): a file or an address; empty: random weights
 */
public record TrainingConfig(
    String weights,
    long seed,
    Norms norms,
    int freezeAt,
    Input input,
    Losses losses,
    Solver solver) {

  /** Names what a norm does in training. */
  public enum NormMode {
    /** Statistics and affine map stay as they are (FrozenBN). */
    FROZEN,
    /** Statistics of the batch, kept as a running mean; or groups of channels (BN, GN). */
    TRAINED
  }

  /** Says what norms do, by the part of the network that they are in. */
  public record Norms(NormMode backbone, NormMode pyramid, NormMode boxHead, NormMode maskHead) {}

  /**
   * Says how images are varied.
   *
   * @param minSizes of the shorter side, one of which is chosen, or the ends of a range
   *     (INPUT.MIN_SIZE_TRAIN); 0: images keep their size
   * @param range whether they are ends (INPUT.MIN_SIZE_TRAIN_SAMPLING)
   * @param maxSize of the longer side (INPUT.MAX_SIZE_TRAIN)
   * @param mirrored whether half of the images are (INPUT.RANDOM_FLIP)
   * @param withoutObjects whether images without annotations are used
   *     (DATALOADER.FILTER_EMPTY_ANNOTATIONS)
   * @param polygons whether masks are drawn from the outlines of the objects that have some
   *     (INPUT.MASK_FORMAT)
   */
  public record Input(
      List<Integer> minSizes,
      boolean range,
      int maxSize,
      boolean mirrored,
      boolean withoutObjects,
      boolean polygons) {
    public Input {
      minSizes = List.copyOf(minSizes);
    }
  }

  /** The losses of both stages. */
  public record Losses(RpnLosses rpn, HeadLosses heads) {}

  /**
   * Matches by the best overlap with an object: boxes are background, objects, or neither.
   *
   * @param backgroundBelow IoU
   * @param objectFrom IoU
   */
  public record Matching(double backgroundBelow, double objectFrom) {}

  /**
   * Boxes of an image that a loss is computed on.
   *
   * @param objectFraction most of them that are objects
   */
  public record Sampling(int batch, double objectFraction) {}

  /**
   * Regression of boxes.
   *
   * @param byOverlap GIoU, else smooth L1
   * @param beta where smooth L1 becomes linear; 0: it is L1
   */
  public record BoxLoss(boolean byOverlap, double beta, double weight) {}

  /** Region proposals in training. */
  public record RpnLosses(
      Matching matching,
      Sampling sampling,
      BoxLoss boxes,
      double weight,
      int proposalsPerLevel,
      int proposals) {}

  /**
   * Box head and mask head.
   *
   * @param appendTruth whether true boxes are proposals too (PROPOSAL_APPEND_GT)
   */
  public record HeadLosses(
      Matching matching, Sampling sampling, BoxLoss boxes, boolean appendTruth) {}

  /**
   * Stochastic gradient descent.
   *
   * @param images of a batch (IMS_PER_BATCH)
   * @param biasDecay weight decay of biases, those of norms too; empty: as if they were none
   * @param normDecay weight decay of norms
   * @param biasRateFactor learning rate of biases, those of norms too, over that of weights
   * @param checkpointPeriod iterations between checkpoints
   * @param evaluationPeriod iterations between evaluations (TEST.EVAL_PERIOD); 0: at the end
   * @param reduced products in bfloat16 (AMP.ENABLED)
   */
  public record Solver(
      int images,
      int iterations,
      Schedule schedule,
      double momentum,
      boolean nesterov,
      double decay,
      OptionalDouble biasDecay,
      double normDecay,
      double biasRateFactor,
      Clipping clipping,
      int checkpointPeriod,
      int evaluationPeriod,
      boolean reduced) {}

  /**
   * The learning rate: it rises, and then falls by steps or along a cosine.
   *
   * @param steps iterations at which it is multiplied by gamma; unused when cosine
   * @param end last factor of a cosine (BASE_LR_END over BASE_LR)
   */
  public record Schedule(
      double base,
      double warmUpFactor,
      int warmUpIterations,
      boolean linearWarmUp,
      boolean cosine,
      List<Integer> steps,
      double gamma,
      double end) {
    public Schedule {
      steps = List.copyOf(steps);
    }
  }

  /** Says what happens to gradients that are too large. Each tensor is looked at by itself. */
  public record Clipping(Kind kind, double limit) {
    /** Names the types of Detectron2's CLIP_GRADIENTS. */
    public enum Kind {
      NONE,
      /** Every value is clamped. */
      VALUE,
      /** A tensor is scaled to that L2 norm. */
      NORM,
      /** All tensors together are scaled to that L2 norm. */
      FULL_NORM
    }
  }
}
