package dev.quantmask.image.vp8;

/**
 * Inverts the transforms of blocks of 4 x 4, RFC 6386, sections 14.3 and 14.4. Sums have 16 bits,
 * as in libwebp: they wrap around in damaged images only, but there it shows.
 */
final class Transform {
  private static final int SIDE = 4;
  private static final int COSINE = 20_091; // sqrt(2) * cos(pi / 8) - 1, of 2^16
  private static final int SINE = 35_468; // sqrt(2) * sin(pi / 8), of 2^16

  private Transform() {}

  /** Inverts the block of means (Walsh-Hadamard), into the first coefficients of the 16 blocks. */
  static void spreadMeans(short[] values, int means) {
    short[] columns = new short[Coefficients.IN_BLOCK];
    for (int x = 0; x < SIDE; x++) {
      int at = means + x;
      int outer = values[at] + values[at + 12];
      int inner = values[at + 4] + values[at + 8];
      int innerDifference = values[at + 4] - values[at + 8];
      int outerDifference = values[at] - values[at + 12];
      columns[x] = (short) (outer + inner);
      columns[x + 4] = (short) (outerDifference + innerDifference);
      columns[x + 8] = (short) (outer - inner);
      columns[x + 12] = (short) (outerDifference - innerDifference);
    }
    for (int y = 0; y < SIDE; y++) {
      int at = SIDE * y;
      int outer = columns[at] + columns[at + 3] + 3; // for rounding
      int inner = columns[at + 1] + columns[at + 2];
      int innerDifference = columns[at + 1] - columns[at + 2];
      int outerDifference = columns[at] - columns[at + 3] + 3;
      int block = at * Coefficients.IN_BLOCK;
      values[block] = (short) (outer + inner >> 3);
      values[block + Coefficients.IN_BLOCK] = (short) (outerDifference + innerDifference >> 3);
      values[block + 2 * Coefficients.IN_BLOCK] = (short) (outer - inner >> 3);
      values[block + 3 * Coefficients.IN_BLOCK] = (short) (outerDifference - innerDifference >> 3);
    }
  }

  /**
   * Adds a block's difference to its prediction.
   *
   * @param block its number
   * @param at where the block begins in the plane
   */
  static void add(Coefficients coefficients, int block, Planes.Plane plane, int at) {
    if (coefficients.counts[block] == 0) {
      return;
    }
    int first = block * Coefficients.IN_BLOCK;
    if (coefficients.counts[block] == 1) {
      addConstant(coefficients.values[first] + 4 >> 3, plane, at);
      return;
    }
    addFull(coefficients.values, first, plane, at);
  }

  private static void addConstant(int difference, Planes.Plane plane, int at) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int index = at + y * plane.stride() + x;
        plane.set(index, plane.at(index) + difference);
      }
    }
  }

  private static void addFull(short[] values, int first, Planes.Plane plane, int at) {
    short[] columns = new short[Coefficients.IN_BLOCK]; // each is transformed to a row
    for (int x = 0; x < SIDE; x++) {
      int from = first + x;
      int sum = values[from] + values[from + 8];
      int difference = values[from] - values[from + 8];
      int minor = sine(values[from + 4]) - cosine(values[from + 12]);
      int major = cosine(values[from + 4]) + sine(values[from + 12]);
      columns[SIDE * x] = (short) (sum + major);
      columns[SIDE * x + 1] = (short) (difference + minor);
      columns[SIDE * x + 2] = (short) (difference - minor);
      columns[SIDE * x + 3] = (short) (sum - major);
    }
    for (int y = 0; y < SIDE; y++) {
      int sum = columns[y] + columns[y + 8] + 4; // for rounding
      int difference = columns[y] - columns[y + 8] + 4;
      int minor = sine(columns[y + 4]) - cosine(columns[y + 12]);
      int major = cosine(columns[y + 4]) + sine(columns[y + 12]);
      int index = at + y * plane.stride();
      plane.set(index, plane.at(index) + ((short) (sum + major) >> 3));
      plane.set(index + 1, plane.at(index + 1) + ((short) (difference + minor) >> 3));
      plane.set(index + 2, plane.at(index + 2) + ((short) (difference - minor) >> 3));
      plane.set(index + 3, plane.at(index + 3) + ((short) (sum - major) >> 3));
    }
  }

  private static int cosine(int value) {
    return value + (value * COSINE >> 16);
  }

  private static int sine(int value) {
    return value * SINE >> 16;
  }
}
