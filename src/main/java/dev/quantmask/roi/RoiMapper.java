package dev.quantmask.roi;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.Detections;

/**
 * Makes the maps of one stream, frame after frame: a block that an object enters has its weight at
 * once, and one that it leaves loses it little by little, so that an object which is not found in
 * one frame does not flicker.
 */
public final class RoiMapper {
  private final RoiOptions options;
  private float[] before = {}; // weights of the frame before, [rows * columns]

  public RoiMapper(RoiOptions options) {
    this.options = options;
  }

  /**
   * Makes the map of the stream's next frame.
   *
   * @param found with masks; those without one are left out
   */
  public synchronized RoiMap next(Detections found) {
    int width = options.width() == 0 ? found.width() : options.width();
    int height = options.height() == 0 ? found.height() : options.height();
    float[] weights = weights(found, width, height);
    smooth(weights);
    before = weights;
    return new RoiMap(width, height, options.block(), offsets(weights));
  }

  private float[] weights(Detections found, int width, int height) {
    BlockWeights blocks = new BlockWeights(width, height, options.block());
    for (Detection detection : found.detections()) {
      double weight = options.weight(detection.label());
      if (detection.mask() != null && weight > 0) {
        blocks.raise(detection.mask(), options.margin(), (float) weight);
      }
    }
    options.hud().forEach(rectangle -> blocks.raise(rectangle, 1));
    return blocks.values();
  }

  private void smooth(float[] weights) {
    if (before.length != weights.length) {
      return; // the first frame, or one of another size
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(weights[i], (float) options.smoothing() * before[i]);
    }
  }

  /** The mean weight has the offset 0, so that the offsets add up to about 0. */
  private byte[] offsets(float[] weights) {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    double mean = sum / weights.length;
    byte[] offsets = new byte[weights.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (byte) Math.round(options.strength() * (mean - weights[i]));
    }
    return offsets;
  }
}
