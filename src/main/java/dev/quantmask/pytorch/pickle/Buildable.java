package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.MalformedCheckpointException;

/** A value that BUILD replaces by a finished one. */
interface Buildable {
  /**
   * The finished value.
   *
   * @param call BUILD's position and budget; its only argument is the state
   */
  Object build(Call call) throws MalformedCheckpointException;
}
