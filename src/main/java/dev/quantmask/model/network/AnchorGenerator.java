package dev.quantmask.model.network;

import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.List;

/** Computes the anchors of one cell, centred on the origin. */
final class AnchorGenerator {
  private AnchorGenerator() {}

  /** Returns {@code float[levels][anchors][4]} (x0, y0, x1, y1) in pixels. */
  static StoredTensor of(MaskRcnnConfig.Rpn rpn, Framework framework) {
    int levels = rpn.anchorSizes().size();
    int anchors = rpn.anchorsPerCell();
    float[] values = new float[levels * anchors * 4];
    int at = 0;
    for (int level = 0; level < levels; level++) {
      float[] cell =
          switch (framework) {
            case DETECTRON2 ->
                detectron2(rpn.anchorSizes().get(level), rpn.anchorRatios().get(level));
            case TORCHVISION ->
                torchvision(rpn.anchorSizes().get(level), rpn.anchorRatios().get(level));
          };
      System.arraycopy(cell, 0, values, at, cell.length);
      at += cell.length;
    }
    return StoredTensor.of(values, levels, anchors, 4);
  }

  /** DefaultAnchorGenerator.generate_cell_anchors: by size, then by ratio, not rounded. */
  private static float[] detectron2(List<Double> sizes, List<Double> ratios) {
    float[] values = new float[sizes.size() * ratios.size() * 4];
    int at = 0;
    for (double size : sizes) {
      for (double ratio : ratios) {
        double width = Math.sqrt(size * size / ratio);
        double height = ratio * width;
        values[at++] = (float) (-width / 2);
        values[at++] = (float) (-height / 2);
        values[at++] = (float) (width / 2);
        values[at++] = (float) (height / 2);
      }
    }
    return values;
  }

  /** AnchorGenerator.generate_anchors: by ratio, then by size, rounded half to even, in float. */
  private static float[] torchvision(List<Double> sizes, List<Double> ratios) {
    float[] values = new float[sizes.size() * ratios.size() * 4];
    int at = 0;
    for (double ratio : ratios) {
      float heightRatio = (float) Math.sqrt((float) ratio);
      float widthRatio = 1f / heightRatio;
      for (double size : sizes) {
        float width = widthRatio * (float) size;
        float height = heightRatio * (float) size;
        values[at++] = (float) Math.rint(-width / 2);
        values[at++] = (float) Math.rint(-height / 2);
        values[at++] = (float) Math.rint(width / 2);
        values[at++] = (float) Math.rint(height / 2);
      }
    }
    return values;
  }
}
