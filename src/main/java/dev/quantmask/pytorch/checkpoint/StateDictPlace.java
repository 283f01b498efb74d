package dev.quantmask.pytorch.checkpoint;

import java.util.List;

/**
 * Where the weights of a network are in a checkpoint.
 *
 * @param keys that lead to their dict, from the outermost one
 * @param prefix what stands before every name, with a dot at its end; or empty
 */
record StateDictPlace(List<String> keys, String prefix) {
  StateDictPlace {
    keys = List.copyOf(keys);
  }

  /** Returns the place as messages and the command line have it, such as {@code ema/module.}. */
  @Override
  public String toString() {
    String path = String.join("/", keys);
    return keys.isEmpty() || prefix.isEmpty() ? path + prefix : path + "/" + prefix;
  }
}
