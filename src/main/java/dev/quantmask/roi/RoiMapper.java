package dev.quantmask.roi;

import java.util.List;

/**
 * Makes the maps of one stream, frame after frame: a block that an object enters has its weight
 * immediately, and one that it leaves loses it little by little, so that an object which is not
 * found in one frame does not flicker.
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
   * @param imageWidth of the image in pixels, which is the frame or a copy of another size
   * @param objects that are in it
   */
  public synchronized RoiMap next(int imageWidth, int imageHeight, List<RoiObject> objects) {
    int width = options.width() == 0 ? imageWidth : options.width();
    int height = options.height() == 0 ? imageHeight : options.height();
    float[] weights = weights(objects, width, height);
    smooth(weights);
    before = weights;
    return new RoiMap(width, height, options.block(), offsets(weights));
  }

  private float[] weights(List<RoiObject> objects, int width, int height) {
    BlockWeights blocks = new BlockWeights(width, height, options.block());
    for (RoiObject object : objects) {
      blocks.raise(object.mask(), options.margin(), (float) options.weight(object.label()));
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
