package dev.quantmask.evaluation;

import dev.quantmask.engine.Device;
import java.nio.file.Path;
import java.util.List;

/**
 * Says what is to be measured.
 *
 * @param models the first is what the others are compared with
 * @param annotations COCO instances
 * @param images what the file names in the annotations are relative to
 * @param limit images of the data set, from its first on, at least 1
 * @param warmUp images that every model sees before the measured ones
 * @param out folder of the results
 * @param resume whether to go on with what is there
 * @param command that asks for it, as it was typed
 * @param program version of Quantmask
 */
public record EvaluationSettings(
    List<Path> models,
    Path annotations,
    Path images,
    int limit,
    int warmUp,
    Device device,
    Shard shard,
    Path out,
    boolean resume,
    String command,
    String program) {
  public EvaluationSettings {
    models = List.copyOf(models);
    if (limit < 1) {
      throw new IllegalArgumentException("limit: expected at least 1, found " + limit);
    }
    if (warmUp < 0) {
      throw new IllegalArgumentException("warm-up: expected at least 0, found " + warmUp);
    }
  }
}
