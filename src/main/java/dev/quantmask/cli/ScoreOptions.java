package dev.quantmask.cli;

import dev.quantmask.coco.scoring.AreaRange;
import dev.quantmask.coco.scoring.IouType;
import dev.quantmask.coco.scoring.Protocol;
import dev.quantmask.coco.scoring.ScoringOptions;
import dev.quantmask.coco.scoring.Thresholds;
import java.util.List;
import picocli.CommandLine.Option;

/** Says by which rules `coco score` scores. */
final class ScoreOptions {
  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "coco",
      description = {
        "By whose rules to score: coco, or lvis, whose images list the categories that they were"
            + " searched for. Default: ${DEFAULT-VALUE}."
      })
  private Protocol protocol;

  @Option(
      names = "--max-dets",
      paramLabel = "N,N,N",
      split = ",",
      description = {
        "How many detections of an image and class count; at least three numbers. AR1, AR10 and"
            + " AR100 are at the first three, the others at the third.",
        "AP is at 100, and -1 if that is none of them, as in pycocotools; the figures at each"
            + " number stand beside it. Default: 1,10,100.",
        "With --protocol lvis one number: how many of an image count. Default: 300."
      })
  private List<Integer> maxDetections;

  @Option(
      names = "--iou-thresholds",
      paramLabel = "LIST",
      description = {
        "The IoU that AP and AR are averaged over: numbers as in 0.5,0.75, or a range as in"
            + " 0.3:0.9:0.1, which is numpy's linspace; rising, from 0 to 1. Default:"
            + " 0.5:0.95:0.05.",
        "AP50 and AP75 are figures if 0.5 and 0.75 are among them."
      })
  private String iouThresholds;

  @Option(
      names = "--area-ranges",
      paramLabel = "LIST",
      description = {
        "Ranges of area in pixels, each with figures of its own, as in tiny=0:256,huge=65536:inf:"
            + " APtiny, ARtiny, … take the place of those of small, medium and large objects.",
        "The range all, as in all=16:inf, is that of the other figures."
      })
  private String areaRanges;

  @Option(names = "--no-categories", description = "Detections may match objects of every class.")
  private boolean noCategories;

  Protocol protocol() {
    return protocol;
  }

  /**
   * Returns how to score by a type.
   *
   * @throws UsageException naming the option that is wrong
   */
  ScoringOptions of(IouType type) {
    return UsageException.check(
        "--",
        () ->
            new ScoringOptions(
                type,
                protocol,
                maxDetections == null ? protocol.maxDetections() : maxDetections,
                !noCategories,
                iouThresholds == null
                    ? Thresholds.STANDARD_IOU
                    : ScoreParameters.thresholds(iouThresholds),
                areaRanges == null ? AreaRange.STANDARD : ScoreParameters.areas(areaRanges)));
  }
}
