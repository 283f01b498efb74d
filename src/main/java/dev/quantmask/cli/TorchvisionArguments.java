package dev.quantmask.cli;

import dev.quantmask.model.config.TorchvisionConfig;
import dev.quantmask.model.config.TorchvisionConfig.Options;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/**
 * Options of `convert` for a checkpoint of torchvision: its builder, and the builder's arguments.
 */
final class TorchvisionArguments {
  @Option(
      names = "--arch",
      required = true,
      paramLabel = "NAME",
      description = {
        "The architecture in torchvision: maskrcnn_resnet50_fpn or maskrcnn_resnet50_fpn_v2.",
        "The first is also MaskRCNN with any backbone of resnet_fpn_backbone: the file says which."
      })
  private String architecture;

  @Option(
      names = "--frozen-bn-eps",
      paramLabel = "E",
      description = {
        "Epsilon of frozen batch norms: 0 or 1e-5. The file does not say; default: 0, and a warning.",
        "It is 0 in torchvision's COCO weights of maskrcnn_resnet50_fpn and what is fine-tuned from"
            + " them, else 1e-5."
      })
  private Double frozenBatchNormEpsilon;

  @Option(
      names = "--min-size",
      paramLabel = "N",
      description = "The builder's min_size, of the shorter side; default: 800.")
  private Integer minSize;

  @Option(
      names = "--max-size",
      paramLabel = "N",
      description = "Its max_size, of the longer side; default: 1333.")
  private Integer maxSize;

  @Option(
      names = "--anchor-sizes",
      paramLabel = "SIZES",
      description =
          "The sizes of its AnchorGenerator, as in Python; default:"
              + " ((32,), (64,), (128,), (256,), (512,)).")
  private String anchorSizes;

  @Option(
      names = "--aspect-ratios",
      paramLabel = "RATIOS",
      description =
          "The aspect_ratios of that, of each level or of all; default: ((0.5, 1.0, 2.0),).")
  private String aspectRatios;

  @Option(
      names = "--box-score-thresh",
      paramLabel = "S",
      description = "Its box_score_thresh; default: 0.05.")
  private Double scoreThreshold;

  @Option(
      names = "--box-nms-thresh",
      paramLabel = "IOU",
      description = "Its box_nms_thresh; default: 0.5.")
  private Double overlapThreshold;

  @Option(
      names = "--box-detections-per-img",
      paramLabel = "N",
      description = "Its box_detections_per_img; default: 100.")
  private Integer detections;

  TorchvisionConfig.Builder builder() {
    return UsageException.check("--", () -> TorchvisionConfig.Builder.of(architecture));
  }

  Options options(List<String> labels) {
    Options usual = Options.DEFAULT;
    List<List<Double>> sizes = numbers("--anchor-sizes", anchorSizes, usual.anchorSizes());
    List<List<Double>> ratios = numbers("--aspect-ratios", aspectRatios, usual.aspectRatios());
    if (sizes.size() != usual.anchorSizes().size()) {
      throw new UsageException("--anchor-sizes: expected five levels, found " + sizes);
    }
    if (ratios.size() != 1 && ratios.size() != sizes.size()) {
      throw new UsageException("--aspect-ratios: expected one level, or five, found " + ratios);
    }
    return new Options(
        epsilon(),
        counted("--min-size", minSize, usual.minSize()),
        counted("--max-size", maxSize, usual.maxSize()),
        sizes,
        ratios,
        fraction("--box-score-thresh", scoreThreshold, usual.scoreThreshold()),
        fraction("--box-nms-thresh", overlapThreshold, usual.overlapThreshold()),
        counted("--box-detections-per-img", detections, usual.detections()),
        labels);
  }

  private OptionalDouble epsilon() {
    if (frozenBatchNormEpsilon == null) {
      return OptionalDouble.empty();
    }
    if (!(frozenBatchNormEpsilon >= 0)) { // a NaN is none
      throw new UsageException(
          "--frozen-bn-eps: expected at least 0, found " + frozenBatchNormEpsilon);
    }
    return OptionalDouble.of(frozenBatchNormEpsilon);
  }

  private static int counted(String option, Integer value, int whenAbsent) {
    return value == null ? whenAbsent : UsageException.positive(option, value);
  }

  private static double fraction(String option, Double value, double whenAbsent) {
    if (value == null) {
      return whenAbsent;
    }
    if (!(value >= 0 && value <= 1)) {
      throw new UsageException(option + ": expected 0 to 1, found " + value);
    }
    return value;
  }

  private static List<List<Double>> numbers(
      String option, String text, List<List<Double>> whenAbsent) {
    return text == null
        ? whenAbsent
        : UsageException.check(option + ": ", () -> TorchvisionConfig.levels(text));
  }
}
