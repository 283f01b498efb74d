package dev.quantmask.tuning;

import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says what to search for, and on what.
 *
 * @param model the archive that is tuned, in fp32
 * @param annotations COCO instances
 * @param images the folder that their file names are relative to
 * @param limit images of the annotations, from the first on, at least 1
 * @param calibration images that ranges are of
 * @param rangeMethod that is tried first
 * @param ranges by layer, instead of those of the images
 * @param threads that are tried; the first is what the model runs with
 * @param budgetSeconds that the search may take; empty for as long as it gains something
 * @param folder of the report, and of what was measured
 * @param out the archive to write
 * @param resume whether to go on with what the folder has
 * @param command as it was typed
 * @param program version of Quantmask
 */
public record TuningSettings(
    Path model,
    Path annotations,
    Path images,
    int limit,
    List<Path> calibration,
    RangeMethod rangeMethod,
    Optional<Map<String, ActivationRange>> ranges,
    List<Integer> threads,
    Goal goal,
    OptionalDouble budgetSeconds,
    Path folder,
    Path out,
    boolean resume,
    String command,
    String program) {
  public TuningSettings {
    calibration = List.copyOf(calibration);
    threads = List.copyOf(threads);
  }
}
