package dev.quantmask.cli;

import java.util.Locale;

/** Sizes of files, for people. */
final class Sizes {
  private static final double BYTES_PER_MEGABYTE = 1e6;

  private Sizes() {}

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MB", bytes / BYTES_PER_MEGABYTE);
  }
}
