package dev.quantmask.cli;

import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.calibration.CalibrationImages;
import dev.quantmask.quantization.calibration.SchemeArchives;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Says what `evaluate` compares: archives, all schemes of a checkpoint, or what was measured
 * before.
 */
final class EvaluateSubject {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = {
        "An archive of `convert` or `quantize`; repeat the option for each model. The first is the"
            + " baseline."
      })
  List<Path> models;

  @ArgGroup(exclusive = false)
  Checkpoint checkpoint;

  @Option(
      names = "--merge",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders that `evaluate --shard` wrote to; all that they hold is compared.")
  List<Path> merge;

  /** Converted, and quantized by every scheme. */
  static final class Checkpoint {
    @Option(
        names = "--checkpoint",
        required = true,
        paramLabel = "FILE",
        description = "A checkpoint of Detectron2: compare all schemes, written to OUT/models.")
    Path file;

    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "The config.yaml that Detectron2 writes next to a training's checkpoints.")
    Path config;

    @Option(
        names = "--classes",
        paramLabel = "FILE",
        description = "Labels, a line each, without background; default: class_0, class_1, ...")
    Path classes;

    @Option(
        names = "--calibration",
        paramLabel = "PATH",
        description = {
          "For scheme static: a folder of images, or a COCO file next to its images;"
              + " default: the images that are compared on."
        })
    Path calibration;

    /**
     * Writes the archives.
     *
     * @param replace whether archives that are there may be replaced
     * @param annotations of the images that are compared on
     */
    void write(Path folder, boolean replace, Path annotations, Path images, Console console)
        throws IOException {
      for (Path archive : SchemeArchives.all(folder)) {
        if (!replace && Files.exists(archive)) {
          throw new IOException(
              Text.format(
                  "%s is there already: go on with it by --resume, or choose another --out",
                  archive));
        }
      }
      List<String> labels = LabelFile.read(classes);
      List<Path> seen = calibration(annotations, images);
      Files.createDirectories(folder);
      try (ImageProgress progress = ImageProgress.of(console, "calibrate")) {
        new SchemeArchives(file, config, labels, seen, done -> progress.images(done, seen.size()))
            .write(List.of(Scheme.values()), folder);
      }
    }

    private List<Path> calibration(Path annotations, Path images) throws IOException {
      return calibration == null
          ? CalibrationImages.choose(annotations, Optional.of(images), CalibrationRun.IMAGES)
          : CalibrationImages.choose(calibration, Optional.empty(), CalibrationRun.IMAGES);
    }
  }
}
