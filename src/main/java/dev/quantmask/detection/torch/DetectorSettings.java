package dev.quantmask.detection.torch;

import dev.quantmask.engine.Device;
import java.nio.file.Path;

/**
 * Says how to load a model.
 *
 * @param threads that one inference uses on a CPU; the first model of a process decides for all, as
 *     libtorch has one such number
 */
public record DetectorSettings(ModelSource source, Device device, int threads) {
  public DetectorSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
    }
  }

  /** An archive on disk, one inference at a time, with all cores. */
  public static DetectorSettings alone(Path archive, Device device) {
    return alone(new ModelSource.File(archive), device);
  }

  /** One inference at a time, with all cores. */
  public static DetectorSettings alone(ModelSource source, Device device) {
    return new DetectorSettings(source, device, Runtime.getRuntime().availableProcessors());
  }
}
