package dev.quantmask.pytorch.zip;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.text.Text;

/**
 * Bounds how much the deflated entries of a file may become together. Weights hardly shrink (torch
 * stores them), so a deflated checkpoint stays far below.
 */
final class InflationBudget {
  private static final long BASE_BYTES = 64 << 20;
  private static final long RATIO = 20;

  private final long total;
  private long left;

  InflationBudget(long fileBytes) {
    total = BASE_BYTES + RATIO * fileBytes;
    left = total;
  }

  void spend(long bytes, FilePosition position) throws MalformedCheckpointException {
    if (bytes > left) {
      throw position.expected(
          Text.format("deflated entries of at most %d bytes together", total), "more");
    }
    left -= bytes;
  }
}
