package dev.quantmask.cli;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.DetectorSettings;
import java.io.IOException;

/** Loads a model for a command; a test brings its own. */
@FunctionalInterface
interface DetectorOpener {
  Detector open(DetectorSettings settings) throws IOException;
}
