package dev.quantmask.training;

import dev.quantmask.engine.Device;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says what to train on, and where to.
 *
 * @param config of Detectron2: network and solver
 * @param validation empty: nothing is evaluated
 * @param out folder of checkpoints and metrics
 * @param init a checkpoint whose weights to start from
 * @param initPlace where in that checkpoint the weights are
 * @param device to train and to validate on
 * @param resume go on from the last checkpoint of the folder
 */
public record TrainingSettings(
    Path config,
    Data training,
    Optional<Data> validation,
    Path out,
    Optional<Path> init,
    Optional<String> initPlace,
    Device device,
    boolean resume) {
  /** A file in the COCO format, and the folder that its file names are relative to. */
  public record Data(Path annotations, Path images) {}
}
