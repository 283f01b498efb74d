package dev.quantmask.dataset.synthetic;

import java.awt.Color;
import java.util.List;
import java.util.SplittableRandom;

/** Gives everything that differs from frame to frame. */
final class RandomSource {
  private final SplittableRandom random;

  private RandomSource(SplittableRandom random) {
    this.random = random;
  }

  /** The same for the same seed and frame, whatever else is rendered, and in which order. */
  static RandomSource of(long seed, int frame) {
    return new RandomSource(new SplittableRandom(mix(mix(seed) + frame)));
  }

  /** The finalizer of MurmurHash3: neighbouring numbers become far ones. */
  private static long mix(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  /** Dice of its own for a part, so that what the part rolls changes nothing after it. */
  RandomSource split() {
    return new RandomSource(random.split());
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Small values more often: uniform in the logarithm. */
  double logBetween(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  int integer(int low, int highInclusive) {
    return random.nextInt(low, highInclusive + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Hue from a range (it may pass 1), saturation and brightness from theirs. */
  Color colour(double hue0, double hue1, double saturation, double brightness) {
    double hue = between(hue0, hue1);
    double s = Math.min(1, saturation * between(0.8, 1.2));
    double b = Math.min(1, brightness * between(0.85, 1.15));
    return Color.getHSBColor((float) hue, (float) s, (float) b);
  }

  Color anyColour(double saturation, double brightness) {
    return colour(0, 1, saturation, brightness);
  }

  int salt() {
    return random.nextInt();
  }
}
