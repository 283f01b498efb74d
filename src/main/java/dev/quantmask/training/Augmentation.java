package dev.quantmask.training;

import dev.quantmask.model.config.TrainingConfig;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses sizes and mirroring: ResizeShortestEdge and RandomFlip of Detectron2. */
final class Augmentation {
  private final TrainingConfig.Input input;

  Augmentation(TrainingConfig.Input input) {
    this.input = input;
  }

  /**
   * Says what becomes of an image: its new size in pixels, and whether left and right change
   * places.
   */
  record Plan(int height, int width, boolean mirrored) {}

  Plan plan(int height, int width, SplittableRandom random) {
    int minSize = minSize(random);
    boolean mirrored = input.mirrored() && random.nextBoolean();
    if (minSize == 0) {
      return new Plan(height, width, mirrored);
    }
    double scale = (double) minSize / Math.min(height, width);
    double newHeight = height < width ? minSize : scale * height;
    double newWidth = height < width ? scale * width : minSize;
    double longer = Math.max(newHeight, newWidth);
    if (longer > input.maxSize()) {
      newHeight *= input.maxSize() / longer;
      newWidth *= input.maxSize() / longer;
    }
    return new Plan(rounded(newHeight), rounded(newWidth), mirrored);
  }

  private int minSize(SplittableRandom random) {
    List<Integer> sizes = input.minSizes();
    if (input.range()) {
      return random.nextInt(sizes.get(0), sizes.get(1) + 1);
    }
    return sizes.get(random.nextInt(sizes.size()));
  }

  private static int rounded(double side) {
    return Math.max(1, (int) (side + 0.5));
  }
}
