package dev.quantmask.image.vp8l;

/** Distances of copies; the first 120 stand for pixels nearby, of the rows above too. */
final class Distances {
  // By distance, how many rows above and columns before: a digit and a letter, of which i is the
  // same column.
  private static final String NEARBY =
      """
      1i 0j 1j 1h 2i 0k 2j 2h 1k 1g 2k 2g 3i 0l 3j 3h 1l 1f 3k 3g 2l 2f 4i 0m
      4j 4h 1m 1e 3l 3f 4k 4g 2m 2e 5i 4l 4f 3m 3e 0n 5j 5h 1n 1d 5k 5g 2n 2d
      4m 4e 5l 5f 3n 3d 6i 0o 6j 6h 1o 1c 6k 6g 2o 2c 5m 5e 4n 4d 6l 6f 3o 3c
      7i 0p 7j 7h 5n 5d 1p 1b 6m 6e 4o 4c 7k 7g 2p 2b 7l 7f 3p 3b 6n 6d 5o 5c
      0q 7m 7e 4p 4b 1q 2q 6o 6c 3q 7n 7d 5p 5b 4q 7o 7c 6p 6b 5q 7p 7b 6q 7q
      """
          .replaceAll("\\s", "");
  private static final int COUNT = NEARBY.length() / 2;

  private Distances() {}

  /** Returns how many pixels before the current one a copy begins. */
  static int of(int code, int width) {
    if (code > COUNT) {
      return code - COUNT;
    }
    int rows = NEARBY.charAt(2 * code - 2) - '0';
    int columns = NEARBY.charAt(2 * code - 1) - 'i';
    return Math.max(1, rows * width + columns);
  }
}
