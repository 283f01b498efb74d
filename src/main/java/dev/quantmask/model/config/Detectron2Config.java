package dev.quantmask.model.config;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the configuration that Detectron2 dumps beside a training ({@code config.yaml}). Absent
 * keys have Detectron2's defaults (detectron2/config/defaults.py). What is not supported is an
 * error.
 */
public final class Detectron2Config {
  private static final List<Double> ONES = List.of(1.0, 1.0, 1.0, 1.0);
  private static final int LEVELS = 5;

  private final YamlSection root;
  private final YamlSection model;

  private Detectron2Config(YamlSection root) throws IOException {
    this.root = root;
    this.model = root.section("MODEL");
  }

  /**
   * Reads the file.
   *
   * @param classes labels by class id; empty for {@code class_0}, {@code class_1}, …
   * @throws IOException naming the key, its value and what is supported
   */
  public static MaskRcnnConfig read(Path file, List<String> classes) throws IOException {
    return new Detectron2Config(open(file)).config(classes);
  }

  /** The whole file and its bases under current names, in which every key is Detectron2's. */
  static YamlSection open(Path file) throws IOException {
    YamlSection root = BasedYaml.read(file);
    if (root.section("model").has("_target_")) {
      throw LazyConfig.found(file);
    }
    YamlSection upgraded = ConfigVersion.upgrade(root);
    Detectron2Keys.require(upgraded);
    return upgraded;
  }

  private MaskRcnnConfig config(List<String> classes) throws IOException {
    requireMaskRcnn();
    return new MaskRcnnConfig(
        Framework.DETECTRON2,
        labels(classes),
        input(),
        backbone(),
        pyramid(),
        rpn(),
        boxHead(),
        maskHead());
  }

  private void requireMaskRcnn() throws IOException {
    model.require("META_ARCHITECTURE", "GeneralizedRCNN", "GeneralizedRCNN");
    model.require("MASK_ON", false, true);
    model.require("KEYPOINT_ON", false, false);
    model.section("BACKBONE").require("NAME", "build_resnet_backbone", "build_resnet_fpn_backbone");
    model.section("PROPOSAL_GENERATOR").require("NAME", "RPN", "RPN");
    model.section("RPN").require("HEAD_NAME", "StandardRPNHead", "StandardRPNHead");
    model
        .section("ANCHOR_GENERATOR")
        .require("NAME", "DefaultAnchorGenerator", "DefaultAnchorGenerator");
    YamlSection heads = model.section("ROI_HEADS");
    heads.require("NAME", "Res5ROIHeads", "StandardROIHeads");
    model.section("ROI_BOX_HEAD").require("NAME", "", "FastRCNNConvFCHead");
    model.section("ROI_BOX_HEAD").require("USE_SIGMOID_CE", false, false);
    model
        .section("ROI_MASK_HEAD")
        .require("NAME", "MaskRCNNConvUpsampleHead", "MaskRCNNConvUpsampleHead");
    List<String> stages = List.of("res2", "res3", "res4", "res5");
    model.section("RESNETS").require("OUT_FEATURES", List.of("res4"), stages);
    model.section("FPN").require("IN_FEATURES", List.of(), stages);
    model
        .section("RPN")
        .require("IN_FEATURES", List.of("res4"), List.of("p2", "p3", "p4", "p5", "p6"));
    heads.require("IN_FEATURES", List.of("res4"), List.of("p2", "p3", "p4", "p5"));
  }

  private List<String> labels(List<String> classes) throws IOException {
    int count = model.section("ROI_HEADS").integer("NUM_CLASSES", 80, 1);
    if (classes.isEmpty()) {
      return IntStream.range(0, count).mapToObj(i -> "class_" + i).toList();
    }
    if (classes.size() != count) {
      throw new IOException(
          Text.format(
              "classes: expected %d, as MODEL.ROI_HEADS.NUM_CLASSES says, found %d; if these are"
                  + " right, set NUM_CLASSES to %d",
              count, classes.size(), classes.size()));
    }
    return classes;
  }

  private MaskRcnnConfig.Input input() throws IOException {
    YamlSection input = root.section("INPUT");
    boolean blueFirst = input.oneOf("FORMAT", "BGR", List.of("BGR", "RGB")).equals("BGR");
    List<Double> mean = model.numbers("PIXEL_MEAN", List.of(103.530, 116.280, 123.675));
    List<Double> deviation = model.numbers("PIXEL_STD", List.of(1.0, 1.0, 1.0));
    requireSize(model, "PIXEL_MEAN", mean, 3);
    requireSize(model, "PIXEL_STD", deviation, 3);
    if (deviation.contains(0.0)) {
      throw model.wrong("PIXEL_STD", "numbers other than 0", deviation);
    }
    return new MaskRcnnConfig.Input(
        redFirst(mean, blueFirst),
        redFirst(deviation, blueFirst),
        input.integer("MIN_SIZE_TEST", 800, 0),
        input.integer("MAX_SIZE_TEST", 1333, 1),
        blueFirst);
  }

  private static List<Double> redFirst(List<Double> values, boolean blueFirst) {
    List<Double> ordered = new ArrayList<>(values);
    if (blueFirst) {
      Collections.reverse(ordered);
    }
    return ordered;
  }

  private MaskRcnnConfig.Backbone backbone() throws IOException {
    YamlSection resnets = model.section("RESNETS");
    int depth = resnets.integer("DEPTH", 50, 1);
    if (!List.of(18, 34, 50, 101, 152).contains(depth)) {
      throw resnets.unsupported("DEPTH", depth, "18, 34, 50, 101, 152");
    }
    resnets.require("RES5_DILATION", 1, 1);
    if (resnets.has("DEFORM_ON_PER_STAGE")) {
      resnets.require("DEFORM_ON_PER_STAGE", List.of(), List.of(false, false, false, false));
    }
    int groups = resnets.integer("NUM_GROUPS", 1, 1);
    if (depth < 50 && groups > 1) {
      throw resnets.unsupported("NUM_GROUPS", groups, "1 at depth " + depth);
    }
    return new MaskRcnnConfig.Backbone(
        depth,
        resnets.integer("STEM_OUT_CHANNELS", 64, 1),
        resnets.integer("RES2_OUT_CHANNELS", 256, 1),
        groups,
        resnets.integer("WIDTH_PER_GROUP", 64, 1),
        resnets.flag("STRIDE_IN_1X1", true),
        norm(resnets, "NORM", "FrozenBN"),
        1e-5);
  }

  private MaskRcnnConfig.Pyramid pyramid() throws IOException {
    YamlSection fpn = model.section("FPN");
    boolean average = fpn.oneOf("FUSE_TYPE", "sum", List.of("sum", "avg")).equals("avg");
    return new MaskRcnnConfig.Pyramid(
        fpn.integer("OUT_CHANNELS", 256, 1), norm(fpn, "NORM", ""), average);
  }

  private MaskRcnnConfig.Rpn rpn() throws IOException {
    YamlSection rpn = model.section("RPN");
    YamlSection anchors = model.section("ANCHOR_GENERATOR");
    List<Integer> channels = new ArrayList<>();
    for (double value : rpn.numbers("CONV_DIMS", List.of(-1.0))) {
      int before = channels.isEmpty() ? pyramid().channels() : channels.get(channels.size() - 1);
      channels.add(value == -1 ? before : (int) value);
      if (value != -1 && value < 1) {
        throw rpn.wrong("CONV_DIMS", "positive channels or -1", value);
      }
    }
    List<List<Double>> sizes =
        byLevel(anchors, "SIZES", List.of(List.of(32.0, 64.0, 128.0, 256.0, 512.0)));
    List<List<Double>> ratios = byLevel(anchors, "ASPECT_RATIOS", List.of(List.of(0.5, 1.0, 2.0)));
    return new MaskRcnnConfig.Rpn(
        sizes,
        ratios,
        anchors.number("OFFSET", 0),
        channels,
        boxWeights(rpn, ONES),
        rpn.integer("PRE_NMS_TOPK_TEST", 6000, 1),
        rpn.integer("POST_NMS_TOPK_TEST", 1000, 1),
        rpn.number("NMS_THRESH", 0.7),
        model.section("PROPOSAL_GENERATOR").number("MIN_SIZE", 0));
  }

  private static List<List<Double>> byLevel(
      YamlSection section, String key, List<List<Double>> whenAbsent) throws IOException {
    List<List<Double>> lists = section.lists(key, whenAbsent);
    if (lists.size() == 1) {
      lists = Collections.nCopies(LEVELS, lists.get(0));
    }
    requireSize(section, key, lists, LEVELS);
    for (List<Double> list : lists) {
      if (list.isEmpty() || list.size() != lists.get(0).size()) {
        throw section.wrong(key, "the same number of anchors at every level", lists);
      }
      if (list.stream().anyMatch(value -> !(value > 0))) {
        throw section.wrong(key, "positive numbers", list);
      }
    }
    return lists;
  }

  private MaskRcnnConfig.BoxHead boxHead() throws IOException {
    YamlSection heads = model.section("ROI_HEADS");
    YamlSection head = model.section("ROI_BOX_HEAD");
    int convs = head.integer("NUM_CONV", 0, 0);
    int fcs = head.integer("NUM_FC", 0, 0);
    if (convs + fcs == 0) {
      throw head.unsupported("NUM_FC", 0, "at least one of NUM_CONV and NUM_FC above 0");
    }
    return new MaskRcnnConfig.BoxHead(
        pooler(head),
        convs,
        head.integer("CONV_DIM", 256, 1),
        fcs,
        head.integer("FC_DIM", 1024, 1),
        norm(head, "NORM", ""),
        head.flag("CLS_AGNOSTIC_BBOX_REG", false),
        boxWeights(head, List.of(10.0, 10.0, 5.0, 5.0)),
        heads.number("SCORE_THRESH_TEST", 0.05),
        heads.number("NMS_THRESH_TEST", 0.5),
        root.section("TEST").integer("DETECTIONS_PER_IMAGE", 100, 1));
  }

  private MaskRcnnConfig.MaskHead maskHead() throws IOException {
    YamlSection head = model.section("ROI_MASK_HEAD");
    return new MaskRcnnConfig.MaskHead(
        pooler(head),
        head.integer("NUM_CONV", 0, 0),
        head.integer("CONV_DIM", 256, 1),
        norm(head, "NORM", ""),
        head.flag("CLS_AGNOSTIC_MASK", false));
  }

  private static MaskRcnnConfig.Pooler pooler(YamlSection head) throws IOException {
    String type = head.oneOf("POOLER_TYPE", "ROIAlignV2", List.of("ROIAlign", "ROIAlignV2"));
    return new MaskRcnnConfig.Pooler(
        head.integer("POOLER_RESOLUTION", 14, 1),
        head.integer("POOLER_SAMPLING_RATIO", 0, 0),
        type.equals("ROIAlignV2"));
  }

  private static List<Double> boxWeights(YamlSection section, List<Double> whenAbsent)
      throws IOException {
    List<Double> weights = section.numbers("BBOX_REG_WEIGHTS", whenAbsent);
    requireSize(section, "BBOX_REG_WEIGHTS", weights, 4);
    return weights;
  }

  private static Norm norm(YamlSection section, String key, String whenAbsent) throws IOException {
    String name =
        section.oneOf(
            key,
            whenAbsent,
            List.of("", "FrozenBN", "BN", "SyncBN", "nnSyncBN", "naiveSyncBN", "GN"));
    return switch (name) {
      case "" -> Norm.NONE;
      case "GN" -> Norm.GROUP;
      default -> Norm.BATCH;
    };
  }

  private static void requireSize(YamlSection section, String key, List<?> list, int size)
      throws IOException {
    if (list.size() != size) {
      throw section.wrong(key, size + " elements", list);
    }
  }
}
