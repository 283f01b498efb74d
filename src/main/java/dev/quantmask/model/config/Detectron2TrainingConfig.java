package dev.quantmask.model.config;

import dev.quantmask.model.config.TrainingConfig.BoxLoss;
import dev.quantmask.model.config.TrainingConfig.Clipping;
import dev.quantmask.model.config.TrainingConfig.HeadLosses;
import dev.quantmask.model.config.TrainingConfig.Losses;
import dev.quantmask.model.config.TrainingConfig.Matching;
import dev.quantmask.model.config.TrainingConfig.NormMode;
import dev.quantmask.model.config.TrainingConfig.Norms;
import dev.quantmask.model.config.TrainingConfig.RpnLosses;
import dev.quantmask.model.config.TrainingConfig.Sampling;
import dev.quantmask.model.config.TrainingConfig.Schedule;
import dev.quantmask.model.config.TrainingConfig.Solver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads what concerns training in a configuration of Detectron2. Absent keys have Detectron2's
 * defaults; what is not supported is an error.
 */
public final class Detectron2TrainingConfig {
  private static final List<String> BOX_LOSSES = List.of("smooth_l1", "giou");

  private final YamlSection root;
  private final YamlSection model;
  private final YamlSection solver;

  private Detectron2TrainingConfig(YamlSection root) throws IOException {
    this.root = root;
    this.model = root.section("MODEL");
    this.solver = root.section("SOLVER");
  }

  /**
   * Reads the file.
   *
   * @throws IOException naming the key, its value and what is supported
   */
  public static TrainingConfig read(Path file) throws IOException {
    return new Detectron2TrainingConfig(Detectron2Config.open(file)).config();
  }

  private TrainingConfig config() throws IOException {
    int freezeAt = model.section("BACKBONE").integer("FREEZE_AT", 2, 0);
    return new TrainingConfig(
        model.text("WEIGHTS", ""),
        root.integer("SEED", -1, -1),
        norms(),
        freezeAt,
        input(),
        losses(),
        solver());
  }

  private Norms norms() throws IOException {
    return new Norms(
        mode(model.section("RESNETS"), "FrozenBN"),
        mode(model.section("FPN"), ""),
        mode(model.section("ROI_BOX_HEAD"), ""),
        mode(model.section("ROI_MASK_HEAD"), ""));
  }

  private static NormMode mode(YamlSection section, String whenAbsent) throws IOException {
    boolean frozen = section.text("NORM", whenAbsent).equals("FrozenBN");
    return frozen ? NormMode.FROZEN : NormMode.TRAINED;
  }

  private TrainingConfig.Input input() throws IOException {
    YamlSection input = root.section("INPUT");
    input.section("CROP").require("ENABLED", false, false);
    List<Integer> sizes = input.integers("MIN_SIZE_TRAIN", List.of(800), 0);
    boolean range =
        input
            .oneOf("MIN_SIZE_TRAIN_SAMPLING", "choice", List.of("choice", "range"))
            .equals("range");
    if (sizes.isEmpty() || (range && sizes.size() != 2)) {
      throw input.wrong("MIN_SIZE_TRAIN", range ? "two sizes" : "a size or more", sizes);
    }
    boolean mirrored =
        input
            .oneOf("RANDOM_FLIP", "horizontal", List.of("horizontal", "none"))
            .equals("horizontal");
    return new TrainingConfig.Input(
        sizes,
        range,
        input.integer("MAX_SIZE_TRAIN", 1333, 1),
        mirrored,
        !root.section("DATALOADER").flag("FILTER_EMPTY_ANNOTATIONS", true),
        input.oneOf("MASK_FORMAT", "polygon", List.of("polygon", "bitmask")).equals("polygon"));
  }

  private Losses losses() throws IOException {
    YamlSection rpn = model.section("RPN");
    YamlSection heads = model.section("ROI_HEADS");
    rpn.require("BOUNDARY_THRESH", -1, -1);
    if (heads.text("NAME", "Res5ROIHeads").equals("CascadeROIHeads")) {
      List<Double> overlaps =
          model.section("ROI_BOX_CASCADE_HEAD").numbers("IOUS", List.of(0.5, 0.6, 0.7));
      // Detectron2 asserts the same.
      heads.require("IOU_THRESHOLDS", List.of(0.5), overlaps.subList(0, 1));
    }
    model.section("ROI_BOX_HEAD").require("TRAIN_ON_PRED_BOXES", false, false);
    return new Losses(
        new RpnLosses(
            matching(rpn, List.of(0.3, 0.7), List.of(0.0, -1.0, 1.0)),
            sampling(rpn, 256, 0.5),
            boxLoss(rpn),
            rpn.number("LOSS_WEIGHT", 1),
            rpn.integer("PRE_NMS_TOPK_TRAIN", 12000, 1),
            rpn.integer("POST_NMS_TOPK_TRAIN", 2000, 1)),
        new HeadLosses(
            matching(heads, List.of(0.5), List.of(0.0, 1.0)),
            sampling(heads, 512, 0.25),
            boxLoss(model.section("ROI_BOX_HEAD")),
            heads.flag("PROPOSAL_APPEND_GT", true)));
  }

  /** One threshold, or two with boxes between them that are neither. */
  private static Matching matching(
      YamlSection section, List<Double> thresholds, List<Double> labels) throws IOException {
    List<Double> found = section.numbers("IOU_THRESHOLDS", thresholds);
    List<Double> foundLabels = section.numbers("IOU_LABELS", labels);
    boolean two = found.size() == 2 && foundLabels.equals(List.of(0.0, -1.0, 1.0));
    boolean one = found.size() == 1 && foundLabels.equals(List.of(0.0, 1.0));
    if (!two && !one) {
      throw section.unsupported(
          "IOU_LABELS", foundLabels, "[0, 1] with one threshold, [0, -1, 1] with two");
    }
    return new Matching(found.get(0), found.get(found.size() - 1));
  }

  private static Sampling sampling(YamlSection section, int batch, double fraction)
      throws IOException {
    return new Sampling(
        section.integer("BATCH_SIZE_PER_IMAGE", batch, 1),
        section.number("POSITIVE_FRACTION", fraction));
  }

  private static BoxLoss boxLoss(YamlSection section) throws IOException {
    boolean byOverlap = section.oneOf("BBOX_REG_LOSS_TYPE", "smooth_l1", BOX_LOSSES).equals("giou");
    return new BoxLoss(
        byOverlap, section.number("SMOOTH_L1_BETA", 0), section.number("BBOX_REG_LOSS_WEIGHT", 1));
  }

  private Solver solver() throws IOException {
    return new Solver(
        solver.integer("IMS_PER_BATCH", 16, 1),
        solver.integer("MAX_ITER", 40000, 1),
        schedule(),
        solver.number("MOMENTUM", 0.9),
        solver.flag("NESTEROV", false),
        solver.number("WEIGHT_DECAY", 1e-4),
        solver.has("WEIGHT_DECAY_BIAS")
            ? OptionalDouble.of(solver.number("WEIGHT_DECAY_BIAS", 0))
            : OptionalDouble.empty(),
        solver.number("WEIGHT_DECAY_NORM", 0),
        solver.number("BIAS_LR_FACTOR", 1),
        clipping(),
        solver.integer("CHECKPOINT_PERIOD", 5000, 1),
        root.section("TEST").integer("EVAL_PERIOD", 0, 0),
        solver.section("AMP").flag("ENABLED", false));
  }

  private Schedule schedule() throws IOException {
    double base = solver.number("BASE_LR", 0.001);
    boolean cosine =
        solver
            .oneOf(
                "LR_SCHEDULER_NAME",
                "WarmupMultiStepLR",
                List.of("WarmupMultiStepLR", "WarmupCosineLR"))
            .equals("WarmupCosineLR");
    boolean linear =
        solver.oneOf("WARMUP_METHOD", "linear", List.of("linear", "constant")).equals("linear");
    return new Schedule(
        base,
        solver.number("WARMUP_FACTOR", 1.0 / 1000),
        solver.integer("WARMUP_ITERS", 1000, 0),
        linear,
        cosine,
        solver.integers("STEPS", List.of(30000), 0),
        solver.number("GAMMA", 0.1),
        solver.number("BASE_LR_END", 0) / base);
  }

  private Clipping clipping() throws IOException {
    YamlSection clipping = solver.section("CLIP_GRADIENTS");
    if (!clipping.flag("ENABLED", false)) {
      return new Clipping(Clipping.Kind.NONE, 0);
    }
    double limit = clipping.number("CLIP_VALUE", 1);
    clipping.require("NORM_TYPE", 2.0, 2.0);
    Clipping.Kind kind =
        switch (clipping.oneOf("CLIP_TYPE", "value", List.of("value", "norm", "full_model"))) {
          case "value" -> Clipping.Kind.VALUE;
          case "norm" -> Clipping.Kind.NORM;
          default -> Clipping.Kind.FULL_NORM;
        };
    return new Clipping(kind, limit);
  }
}
