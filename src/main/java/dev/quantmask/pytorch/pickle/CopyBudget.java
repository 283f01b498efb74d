package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;

/**
 * Bounds how much a pickle may make the reader copy. A value that is written once can be copied by
 * every call that refers to it, so without a limit a small file could fill the memory.
 */
final class CopyBudget {
  private static final long BASE_BYTES = 16 << 20;
  private static final int ELEMENT_BYTES = 32;

  private long left;

  /** Makes the budget for a pickle of that many bytes. */
  CopyBudget(long pickleBytes) {
    left = BASE_BYTES + 4 * pickleBytes;
  }

  void spendBytes(long bytes, FilePosition position) throws MalformedCheckpointException {
    left -= bytes;
    if (left < 0) {
      throw position.problem("the pickle makes many times its own size of copies");
    }
  }

  void spendElements(long elements, FilePosition position) throws MalformedCheckpointException {
    spendBytes(elements * ELEMENT_BYTES, position);
  }
}
