package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import java.util.List;

/** Says what a checkpoint calls the layers of the network. */
public interface ParameterNames {
  /**
   * Names of one layer.
   *
   * @param layers what stands before {@code .weight} and {@code .bias}: the current name, then
   *     older ones of the same layer
   * @param norm what stands before the norm's {@code .weight}, …; null where there is no norm
   */
  record Names(List<String> layers, String norm) {}

  Names of(Layer layer);

  /** Entries that belong to no layer and change nothing. */
  boolean isHarmless(String name);
}
