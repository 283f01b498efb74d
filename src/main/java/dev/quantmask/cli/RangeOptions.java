package dev.quantmask.cli;

import dev.quantmask.quantization.calibration.CalibrationImages;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Says where the ranges of activations come from. */
final class RangeOptions {
  @Option(
      names = "--calibration",
      paramLabel = "PATH",
      description = "For static and to measure layers: a folder of images, or a COCO file.")
  private Path calibration;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The folder of the images of COCO files; default: that of each file.")
  private Path imageFolder;

  @Option(
      names = "--calibration-images",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many images to calibrate on; default: ${DEFAULT-VALUE}.")
  private int mostImages;

  @Option(
      names = "--range-method",
      paramLabel = "METHOD",
      defaultValue = "mse",
      description =
          "How to choose ranges: minmax, percentile, mse or entropy; default: ${DEFAULT-VALUE}.")
  private RangeMethod method;

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      description = "For static, instead of --calibration: ranges that --save-ranges wrote.")
  private Path ranges;

  boolean hasImages() {
    return calibration != null;
  }

  boolean hasRanges() {
    return ranges != null;
  }

  /** Returns the folder of the images of a COCO file. */
  Path folderOf(Path annotations) {
    return imageFolder == null ? annotations.toAbsolutePath().getParent() : imageFolder;
  }

  /** Returns the images to calibrate on, evenly from all that there are. */
  List<Path> calibrationImages() throws IOException {
    return CalibrationImages.choose(
        calibration,
        Optional.ofNullable(imageFolder),
        UsageException.positive("--calibration-images", mostImages));
  }

  RangeMethod method() {
    return method;
  }

  /** The file of ranges that was given; null without one. */
  Path ranges() {
    return ranges;
  }
}
