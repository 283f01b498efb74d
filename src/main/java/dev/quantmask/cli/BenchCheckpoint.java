package dev.quantmask.cli;

import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.calibration.CalibrationImages;
import dev.quantmask.quantization.calibration.SchemeArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options of `bench` for a checkpoint, of which it makes the archives itself. */
final class BenchCheckpoint {
  private static final int MAX_IMAGES = 8;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "The checkpoint of Detectron2.")
  private Path checkpoint;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The config.yaml that Detectron2 writes next to a training's checkpoints.")
  private Path config;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "Labels, a line each, without background; default: class_0, class_1, ...")
  private Path classes;

  @Option(names = "--images", paramLabel = "DIR", description = "A folder of images.")
  private Path images;

  @Option(
      names = "--max-images",
      paramLabel = "N",
      description = "How many of the images to measure on, evenly chosen; default: 8.")
  private Integer maxImages;

  @Option(
      names = "--calibration",
      paramLabel = "PATH",
      description =
          "For static: a folder of images, or a COCO file next to its images; default: those of"
              + " --images.")
  private Path calibration;

  @Option(
      names = "--schemes",
      paramLabel = "S",
      split = ",",
      description =
          "The schemes to compare; the first is the baseline; default: fp32,linear,dynamic,static.")
  private List<String> schemes;

  boolean isGiven() {
    return Stream.of(checkpoint, config, classes, images, maxImages, calibration, schemes)
        .anyMatch(Objects::nonNull);
  }

  boolean isComplete() {
    return checkpoint != null && config != null && images != null;
  }

  /** Returns the images to measure on. */
  List<Path> selectedImages() throws IOException {
    int most = maxImages == null ? MAX_IMAGES : UsageException.positive("--max-images", maxImages);
    if (!Files.isDirectory(images)) {
      throw new NotDirectoryException(images.toString());
    }
    return CalibrationImages.choose(images, Optional.empty(), most);
  }

  /** Returns the schemes to compare, each once. */
  List<Scheme> schemes() {
    return schemes == null
        ? List.of(Scheme.values())
        : schemes.stream().map(BenchCheckpoint::scheme).distinct().toList();
  }

  private static Scheme scheme(String label) {
    return UsageException.check("--schemes: ", () -> Scheme.of(label));
  }

  /** Makes the archives; by scheme. */
  Map<String, Path> archives(Path folder) throws IOException {
    List<Scheme> chosen = schemes();
    List<Path> written =
        new SchemeArchives(checkpoint, config, LabelFile.read(classes), images(), seen -> {})
            .write(chosen, folder);
    Map<String, Path> archives = new LinkedHashMap<>();
    for (int i = 0; i < chosen.size(); i++) {
      archives.put(chosen.get(i).label(), written.get(i));
    }
    return archives;
  }

  private List<Path> images() throws IOException {
    Path source = calibration == null ? images : calibration;
    return CalibrationImages.choose(source, Optional.empty(), CalibrationRun.IMAGES);
  }
}
