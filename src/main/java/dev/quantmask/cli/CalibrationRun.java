package dev.quantmask.cli;

import dev.quantmask.calibration.Calibration;
import dev.quantmask.calibration.CalibrationFrames;
import dev.quantmask.calibration.RangeMethod;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.maskrcnn.ActivationRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A calibration as commands run it, with a progress bar.
 *
 * @param source a folder of pictures, or a COCO file
 * @param images the folder of a COCO file's pictures; empty: where the file is
 * @param frames how many of them to look at, at most
 */
record CalibrationRun(Path source, Optional<Path> images, int frames, RangeMethod method) {
  static final int FRAMES = 32;

  /** Ranges by layer, for an archive that `convert` wrote. */
  Map<String, ActivationRange> ranges(Path model, Console console) throws IOException {
    List<Path> chosen = CalibrationFrames.choose(source, images, frames);
    try (Calibration network = Calibration.of(model);
        FrameProgress progress = FrameProgress.of(console, "calibrate")) {
      for (int i = 0; i < chosen.size(); i++) {
        network.see(ImageFile.read(chosen.get(i), ImageLimits.DEFAULT));
        progress.frames(i + 1L, chosen.size());
      }
      return network.ranges(method);
    }
  }
}
