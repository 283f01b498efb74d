package dev.quantmask.evaluation;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.DetectorSettings;
import java.io.IOException;

/** Where detectors come from. */
@FunctionalInterface
public interface DetectorSource {
  Detector open(DetectorSettings settings) throws IOException;
}
