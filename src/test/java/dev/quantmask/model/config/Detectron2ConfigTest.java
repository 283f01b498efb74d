package dev.quantmask.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Detectron2ConfigTest {
  private static final Path DUMP = Path.of("test-data/detectron2/reference/config.yaml");
  private static final Path DETECTRON2 = Path.of("test-data/detectron2");

  /** What a Mask R-CNN with FPN must say because Detectron2's defaults are another network's. */
  private static final String LEAST =
      """
      MODEL:
        MASK_ON: true
        BACKBONE: {NAME: build_resnet_fpn_backbone}
        RESNETS: {OUT_FEATURES: [res2, res3, res4, res5]}
        FPN: {IN_FEATURES: [res2, res3, res4, res5]}
        RPN: {IN_FEATURES: [p2, p3, p4, p5, p6]}
        ROI_HEADS: {NAME: StandardROIHeads, IN_FEATURES: [p2, p3, p4, p5]}
        ROI_BOX_HEAD: {NAME: FastRCNNConvFCHead, NUM_FC: 2}
      """;

  @TempDir Path directory;

  private MaskRcnnConfig read(String yaml, String... classes) throws IOException {
    Path file = directory.resolve("config.yaml");
    Files.writeString(file, yaml);
    return Detectron2Config.read(file, List.of(classes));
  }

  private static String dump() throws IOException {
    return Files.readString(DUMP);
  }

  @Test
  void aDump() throws IOException {
    MaskRcnnConfig config = Detectron2Config.read(DUMP, List.of("a", "b", "c", "d", "e"));

    assertThat(config.framework()).isEqualTo(Framework.DETECTRON2);
    assertThat(config.classes()).containsExactly("a", "b", "c", "d", "e");
    assertThat(config.input())
        .isEqualTo(
            new MaskRcnnConfig.Input(
                List.of(123.675, 116.28, 103.53), List.of(1.0, 1.0, 1.0), 256, 512, true));
    assertThat(config.backbone())
        .isEqualTo(
            new MaskRcnnConfig.Backbone(
                50, 16, 64, 1, 16, true, Norm.BATCH, 1e-5, 1, MaskRcnnConfig.Deformable.NONE));
    assertThat(config.features()).isEqualTo(new FeatureMaps.Pyramid(64, Norm.NONE, false));
    assertThat(config.rpn().convChannels()).containsExactly(64);
    assertThat(config.boxHead().fcChannels()).isEqualTo(256);
    assertThat(config.boxHead().pooler()).isEqualTo(new MaskRcnnConfig.Pooler(7, 0, true));
    assertThat(config.maskHead())
        .isEqualTo(
            new MaskRcnnConfig.MaskHead(
                new MaskRcnnConfig.Pooler(14, 0, true), 4, 64, Norm.NONE, false));
  }

  @Test
  void unusualDumps() throws IOException {
    MaskRcnnConfig anchors = read(Files.readString(DETECTRON2.resolve("anchors/config.yaml")));
    assertThat(anchors.rpn().anchorSizes().get(4)).containsExactly(384.0, 512.0);
    assertThat(anchors.rpn().anchorRatios()).hasSize(5);
    assertThat(anchors.rpn().anchorsPerCell()).isEqualTo(8);
    assertThat(anchors.rpn().anchorOffset()).isEqualTo(0.5);
    assertThat(anchors.rpn().convChannels()).containsExactly(24, 16);
    assertThat(anchors.rpn().minSize()).isEqualTo(8);
    assertThat(anchors.boxHead().boxWeights()).containsExactly(8.0, 8.0, 4.0, 4.0);

    MaskRcnnConfig basic = read(Files.readString(DETECTRON2.resolve("r18_bn/config.yaml")));
    assertThat(basic.backbone().blocks()).containsExactly(2, 2, 2, 2);
    assertThat(basic.backbone().hasBottlenecks()).isFalse();

    MaskRcnnConfig resnext = read(Files.readString(DETECTRON2.resolve("resnext_gn/config.yaml")));
    assertThat(resnext.backbone().groups()).isEqualTo(8);
    assertThat(resnext.features()).isEqualTo(new FeatureMaps.Pyramid(32, Norm.GROUP, false));
    assertThat(resnext.boxHead().norm()).isEqualTo(Norm.GROUP);

    MaskRcnnConfig agnostic =
        read(Files.readString(DETECTRON2.resolve("roialign_v1_agnostic_convs/config.yaml")));
    assertThat(agnostic.input().blueFirst()).isFalse();
    assertThat(agnostic.input().mean()).containsExactly(123.675, 116.28, 103.53);
    assertThat(agnostic.features()).isEqualTo(new FeatureMaps.Pyramid(24, Norm.BATCH, true));
    assertThat(agnostic.boxHead().classAgnostic()).isTrue();
    assertThat(agnostic.maskHead().classAgnostic()).isTrue();
    assertThat(agnostic.boxHead().pooler()).isEqualTo(new MaskRcnnConfig.Pooler(7, 2, false));
  }

  /** detectron2/config/defaults.py. */
  @Test
  void absentKeysHaveDetectron2sDefaults() throws IOException {
    MaskRcnnConfig config = read(LEAST);

    assertThat(config.classes()).hasSize(80).startsWith("class_0", "class_1");
    assertThat(config.input())
        .isEqualTo(
            new MaskRcnnConfig.Input(
                List.of(123.675, 116.28, 103.53), List.of(1.0, 1.0, 1.0), 800, 1333, true));
    assertThat(config.backbone())
        .isEqualTo(
            new MaskRcnnConfig.Backbone(
                50, 64, 256, 1, 64, true, Norm.BATCH, 1e-5, 1, MaskRcnnConfig.Deformable.NONE));
    assertThat(config.features()).isEqualTo(new FeatureMaps.Pyramid(256, Norm.NONE, false));
    assertThat(config.rpn())
        .isEqualTo(
            new MaskRcnnConfig.Rpn(
                Collections.nCopies(5, List.of(32.0, 64.0, 128.0, 256.0, 512.0)),
                Collections.nCopies(5, List.of(0.5, 1.0, 2.0)),
                0,
                List.of(256),
                List.of(1.0, 1.0, 1.0, 1.0),
                6000,
                1000,
                0.7,
                0));
    MaskRcnnConfig.Pooler pooler = new MaskRcnnConfig.Pooler(14, 0, true);
    assertThat(config.boxHead())
        .isEqualTo(
            new MaskRcnnConfig.BoxHead(
                pooler,
                0,
                256,
                2,
                1024,
                Norm.NONE,
                false,
                List.of(10.0, 10.0, 5.0, 5.0),
                0.05,
                0.5,
                100));
    assertThat(config.maskHead())
        .isEqualTo(new MaskRcnnConfig.MaskHead(pooler, 0, 256, Norm.NONE, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "META_ARCHITECTURE: GeneralizedRCNN | META_ARCHITECTURE: RetinaNet |"
            + " MODEL.META_ARCHITECTURE: 'RetinaNet' is not supported; supported: GeneralizedRCNN",
        "MASK_ON: true | MASK_ON: false"
            + " | MODEL.MASK_ON: 'false' is not supported; supported: true",
        "KEYPOINT_ON: false | KEYPOINT_ON: true"
            + " | MODEL.KEYPOINT_ON: 'true' is not supported; supported: false",
        "build_resnet_fpn_backbone | build_retinanet_resnet_fpn_backbone"
            + " | MODEL.BACKBONE.NAME: 'build_retinanet_resnet_fpn_backbone' is not supported;"
            + " supported: build_resnet_backbone, build_resnet_fpn_backbone",
        "NAME: RPN | NAME: RRPN"
            + " | MODEL.PROPOSAL_GENERATOR.NAME: 'RRPN' is not supported; supported: RPN",
        "HEAD_NAME: StandardRPNHead | HEAD_NAME: Mine"
            + " | MODEL.RPN.HEAD_NAME: 'Mine' is not supported; supported: StandardRPNHead",
        "DefaultAnchorGenerator | RotatedAnchorGenerator"
            + " | MODEL.ANCHOR_GENERATOR.NAME: 'RotatedAnchorGenerator' is not supported;"
            + " supported: DefaultAnchorGenerator",
        "NAME: StandardROIHeads | NAME: MyROIHeads"
            + " | MODEL.ROI_HEADS.NAME: 'MyROIHeads' is not supported; supported:"
            + " StandardROIHeads, CascadeROIHeads, Res5ROIHeads",
        "NAME: StandardROIHeads | NAME: CascadeROIHeads"
            + " | MODEL.ROI_BOX_HEAD.CLS_AGNOSTIC_BBOX_REG: 'false' is not supported; supported:"
            + " true",
        "NAME: StandardROIHeads | NAME: Res5ROIHeads"
            + " | MODEL.ROI_HEADS.NAME: 'Res5ROIHeads' is not supported; supported: with"
            + " RESNETS.OUT_FEATURES [res4], without FPN",
        "build_resnet_fpn_backbone | build_resnet_backbone"
            + " | MODEL.RESNETS.OUT_FEATURES: '[res2, res3, res4, res5]' is not supported;"
            + " supported: [[res4], [res5]]",
        "FastRCNNConvFCHead | Mine"
            + " | MODEL.ROI_BOX_HEAD.NAME: 'Mine' is not supported; supported: FastRCNNConvFCHead",
        "NAME: MaskRCNNConvUpsampleHead | NAME: PointRendMaskHead"
            + " | MODEL.ROI_MASK_HEAD.NAME: 'PointRendMaskHead' is not supported; supported:"
            + " MaskRCNNConvUpsampleHead",
        "USE_SIGMOID_CE: false | USE_SIGMOID_CE: true"
            + " | MODEL.ROI_BOX_HEAD.USE_SIGMOID_CE: 'true' is not supported; supported: false",
        "RES5_DILATION: 1 | RES5_DILATION: 2"
            + " | MODEL.RESNETS.RES5_DILATION: '2' is not supported; supported: 1; 2 from depth 50"
            + " on, without FPN",
        "DEPTH: 50 | DEPTH: 51"
            + " | MODEL.RESNETS.DEPTH: '51' is not supported; supported: 18, 34, 50, 101, 152",
        "NORM: FrozenBN | NORM: LN"
            + " | MODEL.RESNETS.NORM: 'LN' is not supported; supported: , FrozenBN, BN, SyncBN,"
            + " nnSyncBN, naiveSyncBN, GN",
        "FUSE_TYPE: sum | FUSE_TYPE: max"
            + " | MODEL.FPN.FUSE_TYPE: 'max' is not supported; supported: sum, avg",
        "FORMAT: BGR | FORMAT: YUV-BT.601"
            + " | INPUT.FORMAT: 'YUV-BT.601' is not supported; supported: BGR, RGB",
        "POOLER_TYPE: ROIAlignV2 | POOLER_TYPE: ROIPool"
            + " | MODEL.ROI_BOX_HEAD.POOLER_TYPE: 'ROIPool' is not supported; supported: ROIAlign,"
            + " ROIAlignV2",
        "DEFORM_ON_PER_STAGE: | DEFORM_ON_PER_STAGE: [true] #"
            + " | MODEL.RESNETS.DEFORM_ON_PER_STAGE: expected 4 elements, found '[true]'",
        "DEPTH: 50 | DEPTH: fifty"
            + " | MODEL.RESNETS.DEPTH: expected an integer of at least 1, found 'fifty'",
        "MIN_SIZE_TEST: 256 | MIN_SIZE_TEST: -1"
            + " | INPUT.MIN_SIZE_TEST: expected an integer of at least 0, found '-1'",
        "STRIDE_IN_1X1: true | STRIDE_IN_1X1: 1"
            + " | MODEL.RESNETS.STRIDE_IN_1X1: expected true or false, found '1'",
        "NMS_THRESH: 0.7 | NMS_THRESH: high"
            + " | MODEL.RPN.NMS_THRESH: expected a number, found 'high'",
        "NUM_FC: 2 | NUM_FC: 0"
            + " | MODEL.ROI_BOX_HEAD.NUM_FC: '0' is not supported; supported: at least one of"
            + " NUM_CONV and NUM_FC above 0",
        "OFFSET: 0.0 | OFFSET: [1]"
            + " | MODEL.ANCHOR_GENERATOR.OFFSET: expected a number, found '[1]'",
      })
  void anErrorNamesKeyValueAndWhatIsSupported(String key, String changed, String message)
      throws IOException {
    String dump = dump();
    assertThat(dump).contains(key);
    // A list that is replaced goes on below its key: it is cut off.
    String yaml =
        changed.endsWith("#")
            ? dump.replaceFirst("( *)" + key + "\\n(\\1- .*\\n)+", "$1" + changed + "\n")
            : dump.replaceFirst(key, changed);

    assertThatIOException().isThrownBy(() -> read(yaml)).withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PIXEL_MEAN: [1, 2] | MODEL.PIXEL_MEAN: expected 3 elements, found '[1.0, 2.0]'",
        "PIXEL_MEAN: [1, 2, x] | MODEL.PIXEL_MEAN: expected a list of numbers, found '[1, 2, x]'",
        "PIXEL_STD: [1, 0, 1]"
            + " | MODEL.PIXEL_STD: expected numbers other than 0, found '[1.0, 0.0, 1.0]'",
        "ANCHOR_GENERATOR: {SIZES: [[1], [2]]}"
            + " | MODEL.ANCHOR_GENERATOR.SIZES: expected 5 elements, found '[[1.0], [2.0]]'",
        "ANCHOR_GENERATOR: {SIZES: [[1], [2], [3], [4], [5, 6]]}"
            + " | MODEL.ANCHOR_GENERATOR.SIZES: expected the same number of anchors at every level,"
            + " found '[[1.0], [2.0], [3.0], [4.0], [5.0, 6.0]]'",
        "ANCHOR_GENERATOR: {SIZES: [[-1]]}"
            + " | MODEL.ANCHOR_GENERATOR.SIZES: expected positive numbers, found '[-1.0]'",
        "ANCHOR_GENERATOR: {SIZES: '(1,'}"
            + " | MODEL.ANCHOR_GENERATOR.SIZES: expected a list of numbers, found '(1,'",
      })
  void lists(String line, String message) {
    assertThatIOException().isThrownBy(() -> read(LEAST + "  " + line + "\n")).withMessage(message);
  }

  @Test
  void sections() {
    assertThatIOException()
        .isThrownBy(() -> read(LEAST.replace("RPN: {IN", "RPN: {CONV_DIMS: [0], IN")))
        .withMessage("MODEL.RPN.CONV_DIMS: expected positive channels or -1, found '0.0'");
    assertThatIOException()
        .isThrownBy(() -> read(LEAST + "INPUT: 3\n"))
        .withMessage("INPUT: expected a section, found '3'");
  }

  @Test
  void tuples() throws IOException {
    for (String tuple :
        List.of("(8, 8, 4, 4)", "'(8.0, 8.0, 4.0, 4.0)'", "!!python/tuple [8, 8, 4, 4]")) {
      String yaml = LEAST.replace("NUM_FC: 2", "NUM_FC: 2, BBOX_REG_WEIGHTS: " + tuple);
      if (tuple.startsWith("(")) {
        yaml = yaml.replace(tuple, "\"" + tuple + "\"");
      }
      assertThat(read(yaml).boxHead().boxWeights()).containsExactly(8.0, 8.0, 4.0, 4.0);
    }
    assertThat(
            read(LEAST + "  ANCHOR_GENERATOR: {SIZES: '((1,), (2,), (3,), (4,), (5,))'}\n").rpn())
        .satisfies(rpn -> assertThat(rpn.anchorSizes().get(4)).containsExactly(5.0));
  }

  @Test
  void filesThatAreNoConfiguration() {
    assertThatIOException()
        .isThrownBy(() -> read(""))
        .withMessageEndingWith("config.yaml: expected a mapping of keys, found nothing");
    assertThatIOException()
        .isThrownBy(() -> read("just a text"))
        .withMessageEndingWith("config.yaml: expected a mapping of keys, found 'just a text'");
    assertThatIOException()
        .isThrownBy(() -> read("a: [1, 2\nb: }"))
        .withMessageContaining("config.yaml: not YAML");
    assertThatIOException()
        .isThrownBy(() -> read("a: !!java.net.URL [http://localhost]"))
        .withMessageContaining("config.yaml: not YAML");
    assertThatIOException()
        .isThrownBy(
            () ->
                Detectron2Config.read(
                    Path.of("test-data/detectron2/reference/model.pth"), List.of()))
        .withMessageContaining("model.pth");
  }

  @Test
  void classesOfAnotherNumber() {
    assertThatIOException()
        .isThrownBy(() -> read(dump(), "one", "two"))
        .withMessage(
            "classes: expected 5, as MODEL.ROI_HEADS.NUM_CLASSES says, found 2; if these are right,"
                + " set NUM_CLASSES to 2");
  }

  /** Found by fuzzing: an error shows the value, and these have no end, or one that nobody sees. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "- &a [[*a]]",
        "INPUT: {FORMAT: &a [[*a]]}",
        LEAST + "  ANCHOR_GENERATOR: {SIZES: '[&a [[*a]]]'}",
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
            + "INPUT: {FORMAT: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]}"
      })
  void valuesThatGrowByAliasesAreRefused(String yaml) {
    assertThatIOException()
        .isThrownBy(() -> read(yaml))
        .withMessageContaining("expected at most 100000 values, 50 deep, found more");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(directory.resolve("config.yaml"), new byte[] {'a', ':', (byte) 0xff});
    assertThatIOException()
        .isThrownBy(() -> Detectron2Config.read(file, List.of()))
        .withMessage(file + ": cannot be read: line 1: expected text in UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "'SOLVER: {BASE_LRR: 1}', SOLVER.BASE_LRR, SOLVER.BASE_LR",
    "'TEST: {DETECTION_PER_IMAGE: 1}', TEST.DETECTION_PER_IMAGE, TEST.DETECTIONS_PER_IMAGE",
    "'INPUT: {CROP: {ENABLE: true}}', INPUT.CROP.ENABLE, INPUT.CROP.ENABLED",
    "'SOLVR: {BASE_LR: 1}', SOLVR, SOLVER"
  })
  void misspelledKeysAreErrorsWithTheNearestName(String yaml, String key, String nearest)
      throws IOException {
    String message =
        key
            + ": expected a key of Detectron2, found one that it does not have; the nearest is "
            + nearest;
    assertThatIOException().isThrownBy(() -> read(LEAST + yaml)).withMessage(message);
    Path file = directory.resolve("config.yaml");
    assertThatIOException()
        .isThrownBy(() -> Detectron2TrainingConfig.read(file))
        .withMessage(message);
  }

  @Test
  void misspelledKeysWithinSectionsAreErrors() {
    String yaml = LEAST.replace("NAME: StandardROIHeads", "SCORE_THRES_TEST: 0.1");
    assertThatIOException()
        .isThrownBy(() -> read(yaml))
        .withMessageStartingWith("MODEL.ROI_HEADS.SCORE_THRES_TEST: expected a key of Detectron2")
        .withMessageEndingWith("the nearest is MODEL.ROI_HEADS.SCORE_THRESH_TEST");
  }

  @Test
  void sectionsThatAreNotUsedAreNotLookedAt() throws IOException {
    read(
        LEAST
            + "  RETINANET: {MINE: 1}\nDATASETS: {MINE: 1}\nTEST: {AUG: {MINE: 1}}\nGLOBAL:"
            + " {HACK: 2}\n");
  }
}
