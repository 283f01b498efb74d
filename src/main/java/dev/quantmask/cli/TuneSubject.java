package dev.quantmask.cli;

import dev.quantmask.model.network.Converter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Says what `tune` tunes: an archive in fp32, or a checkpoint. */
final class TuneSubject {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The archive to tune, as convert wrote it.")
  private Path model;

  @ArgGroup(exclusive = false)
  private Checkpoint checkpoint;

  /** Converted first. */
  static final class Checkpoint {
    @Option(
        names = "--checkpoint",
        required = true,
        paramLabel = "FILE",
        description = "A checkpoint of Detectron2 to tune; it is converted first.")
    private Path file;

    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "The config.yaml that Detectron2 writes next to a training's checkpoints.")
    private Path config;

    @Option(
        names = "--classes",
        paramLabel = "FILE",
        description = "Labels, a line each, without background; default: class_0, class_1, ...")
    private Path classes;
  }

  /**
   * Returns the archive.
   *
   * @param folder that a checkpoint is converted into
   */
  Path archive(Path folder) throws IOException {
    if (checkpoint == null) {
      return model;
    }
    Files.createDirectories(folder);
    Path archive = folder.resolve("fp32.pt");
    Converter.convertDetectron2(
        checkpoint.file, checkpoint.config, LabelFile.read(checkpoint.classes), archive);
    return archive;
  }
}
