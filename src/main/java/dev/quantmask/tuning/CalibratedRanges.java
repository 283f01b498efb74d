package dev.quantmask.tuning;

import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.Calibration;
import dev.quantmask.quantization.calibration.RangeMethod;
import dev.quantmask.quantization.calibration.RangesFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ranges by every method, of one calibration. They are kept, so that archives stay the same. */
final class CalibratedRanges {
  private CalibratedRanges() {}

  /** Returns ranges by method, then by layer. */
  static Map<String, Map<String, ActivationRange>> of(
      TuningSettings settings, TuningMonitor monitor) throws IOException {
    if (settings.ranges().isPresent()) {
      return Map.of(SpaceOfModel.GIVEN_RANGES, settings.ranges().get());
    }
    if (!isKept(settings.folder())) {
      calibrate(settings, monitor);
    }
    Map<String, Map<String, ActivationRange>> ranges = new HashMap<>();
    for (RangeMethod method : RangeMethod.values()) {
      ranges.put(method.label(), RangesFile.read(file(settings.folder(), method)));
    }
    return ranges;
  }

  private static boolean isKept(Path folder) {
    for (RangeMethod method : RangeMethod.values()) {
      if (!Files.exists(file(folder, method))) {
        return false;
      }
    }
    return true;
  }

  private static void calibrate(TuningSettings settings, TuningMonitor monitor) throws IOException {
    List<Path> images = settings.calibration();
    try (Calibration calibration = Calibration.of(settings.model())) {
      for (int i = 0; i < images.size(); i++) {
        calibration.see(ImageFile.read(images.get(i), ImageLimits.DEFAULT));
        monitor.images("calibrate", i + 1, images.size());
      }
      for (RangeMethod method : RangeMethod.values()) {
        RangesFile.write(file(settings.folder(), method), calibration.ranges(method));
      }
    }
  }

  private static Path file(Path folder, RangeMethod method) {
    return folder.resolve(Text.format("ranges-%s.json", method.label()));
  }
}
