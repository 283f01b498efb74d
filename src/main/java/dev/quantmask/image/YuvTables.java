package dev.quantmask.image;

import java.math.BigInteger;

/**
 * The exact arithmetic of a matrix and a range in whole numbers: a sample of RGB is {@code
 * rounded[light[Y] + ...]} with {@link #redOfCr}, {@link #green} or {@link #blueOfCb}.
 *
 * <p>A sample is floor(n / d * (Y - black) + chroma + 1/2) with n / d = 255 / steps of luma, which
 * is floor((n * (Y - black) + k) / d) with k = floor(d * (chroma + 1/2)): the only fractions are in
 * k. That of green is a sum of two fixed-point numbers. Exact sums are fractions whose denominator
 * is at most 2 * 10^4 * green * steps of chroma, below 3.7e10, so that one that is no whole number
 * is 2.7e-11 away from the next; two roundings, and {@link #UP} which outweighs them, are less.
 */
final class YuvTables {
  private static final int FRACTION = 40; // bits
  private static final long UP = 2; // units of the fraction
  private static final long ONE = 10_000; // of the weights
  private static final int VALUES = 256;
  private static final int GREY = 128;
  private static final int MOST = 300; // of what chroma and darkness take away, or chroma adds
  private static final YuvTables[][] ALL =
      new YuvTables[YuvFormat.Matrix.values().length][YuvFormat.Range.values().length];

  final int[] light = new int[VALUES];
  final int[] redOfCr = new int[VALUES];
  final int[] blueOfCb = new int[VALUES];
  final byte[] rounded;

  private final long[] greenOfCb = new long[VALUES];
  private final long[] greenOfCr = new long[VALUES];

  private YuvTables(YuvFormat.Matrix matrix, YuvFormat.Range range) {
    boolean limited = range == YuvFormat.Range.LIMITED;
    int numerator = limited ? 85 : 1; // 255 / 219 or 255 / 255
    int denominator = limited ? 73 : 1;
    int offset = MOST * denominator;
    rounded = new byte[offset + (255 + MOST) * denominator];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (byte) Math.max(0, Math.min(255, Math.floorDiv(i - offset, denominator)));
    }
    long red = matrix.red;
    long blue = matrix.blue;
    long green = ONE - red - blue;
    long whole = 2 * ONE * range.chromaSteps;
    for (int i = 0; i < VALUES; i++) {
      long chroma = 2L * denominator * 255 * (i - GREY);
      long half = denominator * ONE * range.chromaSteps;
      light[i] = numerator * (i - range.black) + offset;
      redOfCr[i] = (int) Math.floorDiv(2 * (ONE - red) * chroma + half, whole);
      blueOfCb[i] = (int) Math.floorDiv(2 * (ONE - blue) * chroma + half, whole);
      greenOfCb[i] = fixed(-2 * blue * (ONE - blue) * chroma + half * green, whole * green) + UP;
      greenOfCr[i] = fixed(-2 * red * (ONE - red) * chroma, whole * green);
    }
  }

  static synchronized YuvTables of(YuvFormat.Matrix matrix, YuvFormat.Range range) {
    YuvTables[] tables = ALL[matrix.ordinal()];
    if (tables[range.ordinal()] == null) {
      tables[range.ordinal()] = new YuvTables(matrix, range);
    }
    return tables[range.ordinal()];
  }

  int green(int cb, int cr) {
    return (int) ((greenOfCb[cb] + greenOfCr[cr]) >> FRACTION);
  }

  /** A fraction, rounded down to units of 2^-40. */
  private static long fixed(long numerator, long denominator) {
    BigInteger[] parts =
        BigInteger.valueOf(numerator)
            .shiftLeft(FRACTION)
            .divideAndRemainder(BigInteger.valueOf(denominator));
    return parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0);
  }
}
