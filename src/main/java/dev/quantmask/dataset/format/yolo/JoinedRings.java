package dev.quantmask.dataset.format.yolo;

import java.util.List;

/**
 * Joins the rings of an object to one: from the nearest points a seam leads to the next ring and
 * back. By the even-odd rule a seam has no width, and the ring covers what the rings did.
 */
final class JoinedRings {
  private static final long MOST_PAIRS = 10_000_000; // beyond that any two points are joined

  private JoinedRings() {}

  /**
   * Joins rings, of which there is at least one.
   *
   * @param rings {@code [x0, y0, x1, y1, ...]}
   */
  static double[] join(List<double[]> rings) {
    double[] joined = rings.get(0);
    for (double[] ring : rings.subList(1, rings.size())) {
      joined = join(joined, ring);
    }
    return joined;
  }

  private static double[] join(double[] joined, double[] ring) {
    int at = 0;
    int start = 0;
    double nearest = Double.POSITIVE_INFINITY;
    if ((long) joined.length * ring.length / 4 <= MOST_PAIRS) {
      for (int i = 0; i < joined.length; i += 2) {
        for (int j = 0; j < ring.length; j += 2) {
          double distance = Math.hypot(joined[i] - ring[j], joined[i + 1] - ring[j + 1]);
          if (distance < nearest) {
            nearest = distance;
            at = i;
            start = j;
          }
        }
      }
    }
    double[] both = new double[joined.length + ring.length + 4];
    int end = at + 2; // of what comes before the seam
    System.arraycopy(joined, 0, both, 0, end);
    System.arraycopy(ring, start, both, end, ring.length - start);
    System.arraycopy(ring, 0, both, end + ring.length - start, start + 2);
    System.arraycopy(joined, at, both, end + ring.length + 2, joined.length - at);
    return both;
  }
}
