package dev.quantmask.tuning;

import java.util.Set;

/**
 * Layers that are not static.
 *
 * @param name a value of the axis
 * @param fp32 paths of those in floating point
 * @param dynamic paths of those whose ranges are found at run time
 */
record LayerChoice(String name, Set<String> fp32, Set<String> dynamic) {
  /** No layer. */
  static final LayerChoice NONE = new LayerChoice("none", Set.of(), Set.of());

  LayerChoice {
    fp32 = Set.copyOf(fp32);
    dynamic = Set.copyOf(dynamic);
  }
}
