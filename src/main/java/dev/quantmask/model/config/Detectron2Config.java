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
  private static final String PLAIN_BACKBONE = "build_resnet_backbone";
  private static final String FPN = "build_resnet_fpn_backbone";
  private static final List<String> C4 = List.of("res4");
  private static final List<List<Double>> CASCADE_WEIGHTS =
      List.of(
          List.of(10.0, 10.0, 5.0, 5.0),
          List.of(20.0, 20.0, 10.0, 10.0),
          List.of(30.0, 30.0, 15.0, 15.0));

  private final YamlSection root;
  private final YamlSection model;
  private FeatureMaps features;

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
    YamlSection root = InheritedYaml.read(file);
    if (root.section("model").has("_target_")) {
      throw LazyConfig.found(file);
    }
    YamlSection upgraded = ConfigVersion.upgrade(root);
    Detectron2Keys.require(upgraded);
    return upgraded;
  }

  private MaskRcnnConfig config(List<String> classes) throws IOException {
    requireMaskRcnn();
    features = features();
    MaskRcnnConfig.Backbone backbone = backbone();
    RoiHeads heads = roiHeads();
    return new MaskRcnnConfig(
        Framework.DETECTRON2,
        labels(classes),
        input(),
        backbone,
        features,
        rpn(features.channels(backbone)),
        heads,
        boxHead(heads),
        maskHead(heads));
  }

  private void requireMaskRcnn() throws IOException {
    model.require("META_ARCHITECTURE", "GeneralizedRCNN", "GeneralizedRCNN");
    model.require("MASK_ON", false, true);
    model.require("KEYPOINT_ON", false, false);
    model.section("PROPOSAL_GENERATOR").require("NAME", "RPN", "RPN");
    model.section("RPN").require("HEAD_NAME", "StandardRPNHead", "StandardRPNHead");
    model
        .section("ANCHOR_GENERATOR")
        .require("NAME", "DefaultAnchorGenerator", "DefaultAnchorGenerator");
    model.section("ROI_BOX_HEAD").require("USE_SIGMOID_CE", false, false);
    model
        .section("ROI_MASK_HEAD")
        .require("NAME", "MaskRCNNConvUpsampleHead", "MaskRCNNConvUpsampleHead");
  }

  /** Which maps there are, and that proposals and heads read them. */
  private FeatureMaps features() throws IOException {
    YamlSection resnets = model.section("RESNETS");
    String builder =
        model.section("BACKBONE").oneOf("NAME", PLAIN_BACKBONE, List.of(PLAIN_BACKBONE, FPN));
    if (builder.equals(FPN)) {
      List<String> stages = List.of("res2", "res3", "res4", "res5");
      resnets.require("OUT_FEATURES", C4, stages);
      model.section("FPN").require("IN_FEATURES", List.of(), stages);
      requireRead(List.of("p2", "p3", "p4", "p5", "p6"), List.of("p2", "p3", "p4", "p5"));
      return pyramid();
    }
    List<List<String>> single = List.of(C4, List.of("res5"));
    List<String> outputs = resnets.oneOfLists("OUT_FEATURES", C4, single);
    requireRead(outputs, outputs);
    return new FeatureMaps.SingleMap(outputs.equals(C4) ? 4 : 5);
  }

  private void requireRead(List<String> byRpn, List<String> byHeads) throws IOException {
    model.section("RPN").require("IN_FEATURES", C4, byRpn);
    model.section("ROI_HEADS").require("IN_FEATURES", C4, byHeads);
  }

  private RoiHeads roiHeads() throws IOException {
    YamlSection heads = model.section("ROI_HEADS");
    YamlSection head = model.section("ROI_BOX_HEAD");
    String name =
        heads.oneOf(
            "NAME", "Res5ROIHeads", List.of("StandardROIHeads", "CascadeROIHeads", "Res5ROIHeads"));
    if (name.equals("Res5ROIHeads")) {
      if (!features.equals(new FeatureMaps.SingleMap(4))) {
        throw heads.unsupported("NAME", name, "with RESNETS.OUT_FEATURES [res4], without FPN");
      }
      return new RoiHeads.Res5();
    }
    head.require("NAME", "", "FastRCNNConvFCHead");
    return name.equals("StandardROIHeads") ? new RoiHeads.Standard() : cascade(head);
  }

  private RoiHeads.Cascade cascade(YamlSection head) throws IOException {
    YamlSection cascade = model.section("ROI_BOX_CASCADE_HEAD");
    List<List<Double>> weights = cascade.lists("BBOX_REG_WEIGHTS", CASCADE_WEIGHTS);
    List<Double> overlaps = cascade.numbers("IOUS", List.of(0.5, 0.6, 0.7));
    requireSize(cascade, "IOUS", overlaps, weights.size());
    for (List<Double> one : weights) {
      requireSize(cascade, "BBOX_REG_WEIGHTS", one, 4);
    }
    // Detectron2 asserts the same.
    head.require("CLS_AGNOSTIC_BBOX_REG", false, true);
    return new RoiHeads.Cascade(weights, overlaps);
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
    int dilation = resnets.integer("RES5_DILATION", 1, 1);
    if (dilation > (depth < 50 || features instanceof FeatureMaps.Pyramid ? 1 : 2)) {
      throw resnets.unsupported("RES5_DILATION", dilation, "1; 2 from depth 50 on, without FPN");
    }
    MaskRcnnConfig.Deformable deformable = deformable(resnets);
    if (depth < 50 && deformable.stages().contains(true)) {
      throw resnets.unsupported("DEFORM_ON_PER_STAGE", deformable.stages(), "from depth 50 on");
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
        1e-5,
        dilation,
        deformable);
  }

  private static MaskRcnnConfig.Deformable deformable(YamlSection resnets) throws IOException {
    List<Boolean> stages =
        resnets.flags("DEFORM_ON_PER_STAGE", MaskRcnnConfig.Deformable.NONE.stages());
    requireSize(resnets, "DEFORM_ON_PER_STAGE", stages, 4);
    if (!stages.contains(true)) {
      return MaskRcnnConfig.Deformable.NONE;
    }
    return new MaskRcnnConfig.Deformable(
        stages,
        resnets.flag("DEFORM_MODULATED", false),
        resnets.integer("DEFORM_NUM_GROUPS", 1, 1));
  }

  private FeatureMaps.Pyramid pyramid() throws IOException {
    YamlSection fpn = model.section("FPN");
    boolean average = fpn.oneOf("FUSE_TYPE", "sum", List.of("sum", "avg")).equals("avg");
    return new FeatureMaps.Pyramid(
        fpn.integer("OUT_CHANNELS", 256, 1), norm(fpn, "NORM", ""), average);
  }

  private MaskRcnnConfig.Rpn rpn(int inputs) throws IOException {
    YamlSection rpn = model.section("RPN");
    YamlSection anchors = model.section("ANCHOR_GENERATOR");
    List<Integer> channels = new ArrayList<>();
    for (double value : rpn.numbers("CONV_DIMS", List.of(-1.0))) {
      int before = channels.isEmpty() ? inputs : channels.get(channels.size() - 1);
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

  private List<List<Double>> byLevel(YamlSection section, String key, List<List<Double>> whenAbsent)
      throws IOException {
    List<List<Double>> lists = section.lists(key, whenAbsent);
    if (lists.size() == 1) {
      lists = Collections.nCopies(features.levels(), lists.get(0));
    }
    requireSize(section, key, lists, features.levels());
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

  private MaskRcnnConfig.BoxHead boxHead(RoiHeads kind) throws IOException {
    YamlSection heads = model.section("ROI_HEADS");
    YamlSection head = model.section("ROI_BOX_HEAD");
    boolean res5 = kind instanceof RoiHeads.Res5; // it is the head
    int convs = res5 ? 0 : head.integer("NUM_CONV", 0, 0);
    int fcs = res5 ? 0 : head.integer("NUM_FC", 0, 0);
    if (convs + fcs == 0 && !res5) {
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

  private MaskRcnnConfig.MaskHead maskHead(RoiHeads kind) throws IOException {
    YamlSection head = model.section("ROI_MASK_HEAD");
    YamlSection pooled =
        kind instanceof RoiHeads.Res5 ? model.section("ROI_BOX_HEAD") : head; // it has the same
    return new MaskRcnnConfig.MaskHead(
        pooler(pooled),
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
