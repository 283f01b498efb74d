package dev.quantmask.cli;

import dev.quantmask.text.Text;

/** Sizes of files, for people. */
final class ByteSize {
  private static final double BYTES_PER_MEGABYTE = 1e6;

  private ByteSize() {}

  static String megabytes(long bytes) {
    return Text.format("%.2f MB", bytes / BYTES_PER_MEGABYTE);
  }
}
