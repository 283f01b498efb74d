package dev.quantmask.cli;

import dev.quantmask.model.network.Converter;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.calibration.CalibrationImages;
import dev.quantmask.quantization.calibration.RangeMethod;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Returns the archives of all schemes, fp32 first. */
    static List<Path> archives(Path folder) {
      return Arrays.stream(Scheme.values())
          .map(scheme -> folder.resolve(scheme.label() + ".pt"))
          .toList();
    }

    /**
     * Writes the archives.
     *
     * @param replace whether archives that are there may be replaced
     * @param annotations of the images that are compared on
     */
    void write(Path folder, boolean replace, Path annotations, Path images, Console console)
        throws IOException {
      List<Path> archives = archives(folder);
      for (Path archive : archives) {
        if (!replace && Files.exists(archive)) {
          throw new IOException(
              Text.format(
                  "%s is there already: go on with it by --resume, or choose another --out",
                  archive));
        }
      }
      List<String> labels = LabelFile.read(classes);
      Files.createDirectories(folder);
      Converter.convertDetectron2(file, config, labels, archives.get(0));
      for (Scheme scheme : EnumSet.complementOf(EnumSet.of(Scheme.FP32))) {
        Map<String, ActivationRange> ranges =
            scheme.needsRanges()
                ? calibration(annotations, images).ranges(archives.get(0), console)
                : Map.of();
        QuantizationPlan plan = new QuantizationPlan(scheme, ranges, Set.of());
        Converter.quantize(archives.get(0), plan, archives.get(scheme.ordinal()));
      }
    }

    private CalibrationRun calibration(Path annotations, Path images) throws IOException {
      List<Path> files =
          calibration == null
              ? CalibrationImages.choose(annotations, Optional.of(images), CalibrationRun.IMAGES)
              : CalibrationImages.choose(calibration, Optional.empty(), CalibrationRun.IMAGES);
      return new CalibrationRun(files, RangeMethod.MSE);
    }
  }
}
