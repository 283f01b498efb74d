package dev.quantmask.cli;

import dev.quantmask.calibration.Calibration;
import dev.quantmask.calibration.RangeMethod;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.maskrcnn.ActivationRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A calibration on some pictures as commands run it, with a progress bar. */
record CalibrationRun(List<Path> frames, RangeMethod method) {
  static final int FRAMES = 32;

  CalibrationRun {
    frames = List.copyOf(frames);
  }

  /** Ranges by layer, for an archive that `convert` wrote. */
  Map<String, ActivationRange> ranges(Path model, Console console) throws IOException {
    try (Calibration network = Calibration.of(model);
        FrameProgress progress = FrameProgress.of(console, "calibrate")) {
      for (int i = 0; i < frames.size(); i++) {
        network.see(ImageFile.read(frames.get(i), ImageLimits.DEFAULT));
        progress.frames(i + 1L, frames.size());
      }
      return network.ranges(method);
    }
  }
}
