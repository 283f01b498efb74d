package dev.quantmask.model.config;

import dev.quantmask.text.EditDistance;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys of Detectron2's configurations (detectron2/config/defaults.py). One that it does not
 * have is an error: a default would be taken for what was misspelled.
 */
final class Detectron2Keys {
  /** Sections that are not used: whatever is in them is not looked at. */
  private static final Set<String> UNUSED =
      Set.of(
          "DATASETS",
          "GLOBAL",
          "MODEL.PANOPTIC_FPN",
          "MODEL.RETINANET",
          "MODEL.ROI_KEYPOINT_HEAD",
          "MODEL.SEM_SEG_HEAD",
          "TEST.AUG",
          "TEST.PRECISE_BN");

  /** Names by section. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry(
              "",
              "CUDNN_BENCHMARK DATALOADER DATASETS FLOAT32_PRECISION GLOBAL INPUT MODEL OUTPUT_DIR "
                  + "SEED SOLVER TEST VERSION VIS_PERIOD"),
          Map.entry(
              "DATALOADER",
              "ASPECT_RATIO_GROUPING FILTER_EMPTY_ANNOTATIONS NUM_WORKERS REPEAT_SQRT "
                  + "REPEAT_THRESHOLD SAMPLER_TRAIN"),
          Map.entry(
              "INPUT",
              "CROP FORMAT MASK_FORMAT MAX_SIZE_TEST MAX_SIZE_TRAIN MIN_SIZE_TEST MIN_SIZE_TRAIN "
                  + "MIN_SIZE_TRAIN_SAMPLING RANDOM_FLIP"),
          Map.entry("INPUT.CROP", "ENABLED SIZE TYPE"),
          Map.entry(
              "MODEL",
              "ANCHOR_GENERATOR BACKBONE DEVICE FPN KEYPOINT_ON LOAD_PROPOSALS MASK_ON"
                  + " META_ARCHITECTURE PANOPTIC_FPN PIXEL_MEAN PIXEL_STD PROPOSAL_GENERATOR"
                  + " RESNETS RETINANET ROI_BOX_CASCADE_HEAD ROI_BOX_HEAD ROI_HEADS"
                  + " ROI_KEYPOINT_HEAD ROI_MASK_HEAD RPN SEM_SEG_HEAD WEIGHTS"),
          Map.entry("MODEL.ANCHOR_GENERATOR", "ANGLES ASPECT_RATIOS NAME OFFSET SIZES"),
          Map.entry("MODEL.BACKBONE", "FREEZE_AT NAME"),
          Map.entry("MODEL.FPN", "FUSE_TYPE IN_FEATURES NORM OUT_CHANNELS"),
          Map.entry("MODEL.PROPOSAL_GENERATOR", "MIN_SIZE NAME"),
          Map.entry(
              "MODEL.RESNETS",
              "DEFORM_MODULATED DEFORM_NUM_GROUPS DEFORM_ON_PER_STAGE DEPTH NORM NUM_GROUPS "
                  + "OUT_FEATURES RES2_OUT_CHANNELS RES5_DILATION STEM_OUT_CHANNELS STRIDE_IN_1X1 "
                  + "WIDTH_PER_GROUP"),
          Map.entry("MODEL.ROI_BOX_CASCADE_HEAD", "BBOX_REG_WEIGHTS IOUS"),
          Map.entry(
              "MODEL.ROI_BOX_HEAD",
              "BBOX_REG_LOSS_TYPE BBOX_REG_LOSS_WEIGHT BBOX_REG_WEIGHTS CLS_AGNOSTIC_BBOX_REG"
                  + " CONV_DIM FC_DIM FED_LOSS_FREQ_WEIGHT_POWER FED_LOSS_NUM_CLASSES NAME NORM"
                  + " NUM_CONV NUM_FC POOLER_RESOLUTION POOLER_SAMPLING_RATIO POOLER_TYPE"
                  + " SMOOTH_L1_BETA TRAIN_ON_PRED_BOXES USE_FED_LOSS USE_SIGMOID_CE"),
          Map.entry(
              "MODEL.ROI_HEADS",
              "BATCH_SIZE_PER_IMAGE IN_FEATURES IOU_LABELS IOU_THRESHOLDS NAME NMS_THRESH_TEST "
                  + "NUM_CLASSES POSITIVE_FRACTION PROPOSAL_APPEND_GT SCORE_THRESH_TEST"),
          Map.entry(
              "MODEL.ROI_MASK_HEAD",
              "CLS_AGNOSTIC_MASK CONV_DIM NAME NORM NUM_CONV POOLER_RESOLUTION "
                  + "POOLER_SAMPLING_RATIO POOLER_TYPE"),
          Map.entry(
              "MODEL.RPN",
              "BATCH_SIZE_PER_IMAGE BBOX_REG_LOSS_TYPE BBOX_REG_LOSS_WEIGHT BBOX_REG_WEIGHTS"
                  + " BOUNDARY_THRESH CONV_DIMS HEAD_NAME IN_FEATURES IOU_LABELS IOU_THRESHOLDS"
                  + " LOSS_WEIGHT NMS_THRESH POSITIVE_FRACTION POST_NMS_TOPK_TEST"
                  + " POST_NMS_TOPK_TRAIN PRE_NMS_TOPK_TEST PRE_NMS_TOPK_TRAIN SMOOTH_L1_BETA"),
          Map.entry(
              "SOLVER",
              "AMP BASE_LR BASE_LR_END BIAS_LR_FACTOR CHECKPOINT_PERIOD CLIP_GRADIENTS GAMMA"
                  + " IMS_PER_BATCH LR_SCHEDULER_NAME MAX_ITER MOMENTUM NESTEROV NUM_DECAYS"
                  + " REFERENCE_WORLD_SIZE RESCALE_INTERVAL STEPS WARMUP_FACTOR WARMUP_ITERS"
                  + " WARMUP_METHOD WEIGHT_DECAY WEIGHT_DECAY_BIAS WEIGHT_DECAY_NORM"),
          Map.entry("SOLVER.AMP", "ENABLED"),
          Map.entry("SOLVER.CLIP_GRADIENTS", "CLIP_TYPE CLIP_VALUE ENABLED NORM_TYPE"),
          Map.entry(
              "TEST",
              "AUG DETECTIONS_PER_IMAGE EVAL_PERIOD EXPECTED_RESULTS KEYPOINT_OKS_SIGMAS"
                  + " PRECISE_BN"));

  private Detectron2Keys() {}

  /**
   * Looks at all keys of a section, and of those in it.
   *
   * @throws IOException naming the key that is not known, and the nearest one that is
   */
  static void require(YamlSection section) throws IOException {
    List<String> known = Arrays.asList(KNOWN.getOrDefault(section.path(), "").split(" "));
    for (String key : section.keys()) {
      String path = section.name(key);
      if (!known.contains(key)) {
        throw unknown(section, key, known);
      }
      if (!UNUSED.contains(path) && KNOWN.containsKey(path)) {
        require(section.section(key));
      }
    }
  }

  private static IOException unknown(YamlSection section, String key, List<String> known) {
    String path = section.name(key);
    return new IOException(
        ConfigVersion.currentName(path)
            .map(
                current ->
                    Text.format(
                        "%s: expected a key of Detectron2's version 2, found one of version 1; write"
                            + " %s, or VERSION: 1 if the whole file is of it",
                        path, current))
            .orElseGet(
                () ->
                    Text.format(
                        "%s: expected a key of Detectron2, found one that it does not have; the"
                            + " nearest is %s",
                        path, section.name(EditDistance.nearest(key, known.stream())))));
  }
}
