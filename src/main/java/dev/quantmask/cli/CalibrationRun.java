package dev.quantmask.cli;

import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.Calibration;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A calibration on some images as commands run it, with a progress bar. */
record CalibrationRun(List<Path> images, RangeMethod method) {
  static final int IMAGES = 32;

  CalibrationRun {
    images = List.copyOf(images);
  }

  /** Ranges by layer, for an archive that `convert` wrote. */
  Map<String, ActivationRange> ranges(Path model, Console console) throws IOException {
    try (ImageProgress progress = ImageProgress.of(console, "calibrate")) {
      return Calibration.ranges(
          model, images, method, done -> progress.images(done, images.size()));
    }
  }
}
