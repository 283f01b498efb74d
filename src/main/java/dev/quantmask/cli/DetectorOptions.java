package dev.quantmask.cli;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which archive detects, and on what. */
final class DetectorOptions {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The archive to detect with; default: the bundled model.")
  private Path model;

  @Mixin private DeviceOption device;

  /** Fails early where the archive is not there. */
  void check() throws IOException {
    source().check();
  }

  Detector open(DetectorOpener detectors) throws IOException {
    check();
    return detectors.open(DetectorSettings.alone(source(), device.device()));
  }

  private ModelSource source() {
    return ModelSource.of(Optional.ofNullable(model));
  }
}
