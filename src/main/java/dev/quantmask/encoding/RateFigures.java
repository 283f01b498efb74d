package dev.quantmask.encoding;

/**
 * A rate without a map and with it.
 *
 * @param bitRate that was asked for, bits a second
 * @param strength of the map
 */
public record RateFigures(
    long bitRate, int strength, EncodingFigures without, EncodingFigures with) {
  /** In dB; above 0 where objects are seen better with the map. */
  public double insideGain() {
    return with.insidePsnr() - without.insidePsnr();
  }

  /** In dB; below 0 where the rest is seen worse with the map. */
  public double outsideGain() {
    return with.outsidePsnr() - without.outsidePsnr();
  }

  /** The rate with the map by that without, less 1. */
  public double rateChange() {
    return with.kilobitsPerSecond() / without.kilobitsPerSecond() - 1;
  }
}
