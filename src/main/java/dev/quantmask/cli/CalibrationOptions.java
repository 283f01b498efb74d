package dev.quantmask.cli;

import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.RangesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which images to look at, and how to choose ranges from them. */
final class CalibrationOptions {
  @Mixin private RangeOptions options;

  @Option(
      names = "--save-ranges",
      paramLabel = "FILE",
      description =
          "Write the chosen ranges to that file, to make the same archive again with --ranges.")
  private Path savedRanges;

  boolean hasImages() {
    return options.hasImages();
  }

  boolean hasRanges() {
    return options.hasRanges();
  }

  /** Returns the folder of the images of a COCO file. */
  Path folderOf(Path annotations) {
    return options.folderOf(annotations);
  }

  /** Returns the images to calibrate on, evenly from all that there are. */
  List<Path> calibrationImages() throws IOException {
    return options.calibrationImages();
  }

  /** Returns the ranges of what the layers of a model in fp32 put out, by path. */
  Map<String, ActivationRange> ranges(Path model, Console console) throws IOException {
    if (savedRanges != null && !hasImages()) {
      throw new UsageException("--save-ranges: expected with --calibration");
    }
    if (hasRanges()) {
      return RangesFile.read(options.ranges());
    }
    Map<String, ActivationRange> found =
        new CalibrationRun(calibrationImages(), options.method()).ranges(model, console);
    if (savedRanges != null) {
      RangesFile.write(savedRanges, found);
    }
    return found;
  }
}
