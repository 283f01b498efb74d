package dev.quantmask.cli;

import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.CalibrationImages;
import dev.quantmask.quantization.calibration.RangeMethod;
import dev.quantmask.quantization.calibration.RangesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Says which images to look at, and how to choose ranges from them. */
final class CalibrationOptions {
  @Option(
      names = "--calibration",
      paramLabel = "PATH",
      description = "For static and --analyze: a folder of images, or a COCO file.")
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
  private RangeMethod range;

  @Option(
      names = "--save-ranges",
      paramLabel = "FILE",
      description =
          "Write the chosen ranges to that file, to make the same archive again with --ranges.")
  private Path savedRanges;

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

  /** Returns the ranges of what the layers of a model in fp32 put out, by path. */
  Map<String, ActivationRange> ranges(Path model, Console console) throws IOException {
    if (savedRanges != null && calibration == null) {
      throw new UsageException("--save-ranges: expected with --calibration");
    }
    if (ranges != null) {
      return RangesFile.read(ranges);
    }
    Map<String, ActivationRange> found =
        new CalibrationRun(calibrationImages(), range).ranges(model, console);
    if (savedRanges != null) {
      RangesFile.write(savedRanges, found);
    }
    return found;
  }
}
