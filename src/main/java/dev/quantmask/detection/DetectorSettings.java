package dev.quantmask.detection;

/**
 * How to load a model.
 *
 * @param lanes inferences that run at the same time
 * @param threads that one inference uses on a CPU
 */
public record DetectorSettings(ModelSource source, Device device, int lanes, int threads) {
  public DetectorSettings {
    if (lanes < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "lanes and threads: expected at least 1, found %d and %d".formatted(lanes, threads));
    }
  }

  /** One inference at a time, with all cores. */
  public static DetectorSettings alone(ModelSource source, Device device) {
    return new DetectorSettings(source, device, 1, Runtime.getRuntime().availableProcessors());
  }
}
