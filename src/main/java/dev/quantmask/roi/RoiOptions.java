package dev.quantmask.roi;

import dev.quantmask.text.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a map is made. All of it holds for a stream, but for the size of its frames.
 *
 * @param width of the stream's frame in pixels; 0 with {@code height} 0 for the image's own size
 * @param block side in pixels: 8, 16, 32 or 64
 * @param strength steps of the quantizer between an object of weight 1 and the background, from 0
 *     to 51; 6 halve or double the step of H.264, HEVC and VVC
 * @param margin pixels of the stream's frame around each object that belong to it
 * @param smoothing the part of its weight that a block keeps from frame to frame after its object
 *     has left it, from 0 to below 1
 * @param weights from 0 to 1 by the class' label; {@link #OTHER_CLASSES} stands for those that are
 *     not named, which otherwise have 1
 * @param hud rectangles of the stream's frame that always have the weight 1
 * @param minScore detections below it are background: what is uncertain gets no bits
 * @param maxRegions rectangles at most; 0 for as many as it takes to say the same as the grid
 */
public record RoiOptions(
    int width,
    int height,
    int block,
    int strength,
    int margin,
    double smoothing,
    Map<String, Double> weights,
    List<RoiRectangle> hud,
    double minScore,
    int maxRegions) {
  public static final String OTHER_CLASSES = "*";

  /** The greatest offset that H.264 and HEVC have, and so the greatest strength. */
  static final int MAX_OFFSET = 51;

  /** As wide and as high as the encoders of graphics cards take a frame. */
  private static final int MAX_PIXELS = 8192;

  private static final int MAX_MARGIN = 256;
  private static final int MAX_HUD = 64;
  private static final int LONGEST_LABEL = 200;
  private static final int NAMED_CLASSES = 20;

  public static final RoiOptions DEFAULT =
      new RoiOptions(0, 0, 16, 6, 8, 0.7, Map.of(), List.of(), 0.5, 0);

  public RoiOptions {
    weights = Map.copyOf(weights);
    hud = List.copyOf(hud);
    requireRange("width", width, MAX_PIXELS);
    requireRange("height", height, MAX_PIXELS);
    if ((width == 0) != (height == 0)) {
      throw new IllegalArgumentException(
          Text.format("width, height: expected both or none, found %d and %d", width, height));
    }
    if (block < 8 || block > 64 || Integer.bitCount(block) != 1) {
      throw new IllegalArgumentException("block: expected 8, 16, 32 or 64, found " + block);
    }
    requireRange("strength", strength, MAX_OFFSET);
    requireRange("margin", margin, MAX_MARGIN);
    requireRange("maxRegions", maxRegions, Integer.MAX_VALUE);
    if (!(smoothing >= 0 && smoothing < 1)) { // a NaN is neither
      throw new IllegalArgumentException(
          "smoothing: expected a number from 0 to below 1, found " + smoothing);
    }
    if (!(minScore >= 0 && minScore <= 1)) {
      throw new IllegalArgumentException(
          "minScore: expected a number from 0 to 1, found " + minScore);
    }
    if (hud.size() > MAX_HUD) {
      throw new IllegalArgumentException(
          Text.format("hud: expected at most %d rectangles, found %d", MAX_HUD, hud.size()));
    }
    weights.forEach(RoiOptions::requireWeight);
  }

  private static void requireRange(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          Text.format("%s: expected a whole number from 0 to %d, found %d", name, most, value));
    }
  }

  private static void requireWeight(String label, double weight) {
    if (label.length() > LONGEST_LABEL) {
      throw new IllegalArgumentException(
          Text.format(
              "weights: expected labels of at most %d characters, found one of %d",
              LONGEST_LABEL, label.length()));
    }
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          Text.format("weights.%s: expected a number from 0 to 1, found %s", label, weight));
    }
  }

  /** The same with another strength, for another bit rate. */
  public RoiOptions withStrength(int other) {
    return new RoiOptions(
        width, height, block, other, margin, smoothing, weights, hud, minScore, maxRegions);
  }

  /**
   * Refuses a weight of a class that the model does not have, which would have no effect.
   *
   * @throws IllegalArgumentException naming the class
   */
  public void requireClasses(List<String> classes) {
    for (String label : weights.keySet()) {
      if (!label.equals(OTHER_CLASSES) && !classes.contains(label)) {
        String some = classes.stream().limit(NAMED_CLASSES).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
            Text.format(
                "weights.%s: the model has no such class; expected one of %s%s or %s",
                label, some, classes.size() > NAMED_CLASSES ? ", …" : "", OTHER_CLASSES));
      }
    }
  }

  /** Returns how much objects of a class matter, from 0 to 1. */
  public double weight(String label) {
    return weights.getOrDefault(label, weights.getOrDefault(OTHER_CLASSES, 1.0));
  }
}
