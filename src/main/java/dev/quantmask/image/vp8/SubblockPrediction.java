package dev.quantmask.image.vp8;

import java.util.stream.Stream;

/**
 * Predicts subblocks of 4 x 4 from the pixels along their edge, RFC 6386, section 12.3. The edge
 * runs from the lowest pixel at the left up to the corner, and then along the row above to the
 * fourth pixel beyond the subblock; the pixels at its ends are there twice.
 */
final class SubblockPrediction {
  private static final int SIDE = 4;
  private static final int CORNER = 5; // of the edge
  private static final int ROW_ABOVE = 6;
  private static final int EDGE = 15;
  private static final int OF_TWO = 16;
  // By mode, a place on the edge for each of the 16 pixels, in base 36: the pixel is the weighted
  // mean of three around the place; from g on, it is the mean of the two at the place less 16.
  private static final int[][] PLACES =
      Stream.of(
              "", // mean
              "", // true motion
              "6789 6789 6789 6789", // vertical
              "4444 3333 2222 1111", // horizontal
              "789a 89ab 9abc abcd", // left and down
              "5678 4567 3456 2345", // right and down
              "lmno 5678 4lmn 3567", // vertical, to the right
              "mnop 789a nopb 89ac", // vertical, to the left
              "k567 j4k5 i3j4 h2i3", // horizontal, down
              "j3i2 i2h1 h1gg gggg") // horizontal, up
          .map(places -> places.replace(" ", "").chars().map(c -> Character.digit(c, 36)).toArray())
          .toArray(int[][]::new);

  private final Planes.Plane plane;
  private final int[] edge = new int[EDGE];

  SubblockPrediction(Planes.Plane plane) {
    this.plane = plane;
  }

  /**
   * Predicts a subblock.
   *
   * @param at where it begins in the plane
   * @param beyond the four pixels that follow those above it, or null where they are in the plane
   */
  void predict(int at, int mode, int[] beyond) {
    if (mode == Modes.TRUE_MOTION) {
      Prediction.trueMotion(plane, at, SIDE);
      return;
    }
    readEdge(at, beyond);
    int mean = mode == Modes.DC ? mean() : 0;
    int[] places = PLACES[mode];
    for (int i = 0; i < SIDE * SIDE; i++) {
      int index = at + i / SIDE * plane.stride() + i % SIDE;
      plane.samples()[index] = (byte) (mode == Modes.DC ? mean : smoothed(places[i]));
    }
  }

  private void readEdge(int at, int[] beyond) {
    int above = at - plane.stride();
    for (int i = 0; i < SIDE; i++) {
      edge[CORNER - 1 - i] = plane.at(at + i * plane.stride() - 1);
      edge[ROW_ABOVE + i] = plane.at(above + i);
      edge[ROW_ABOVE + SIDE + i] = beyond == null ? plane.at(above + SIDE + i) : beyond[i];
    }
    edge[CORNER] = plane.at(above - 1);
    edge[0] = edge[1];
    edge[EDGE - 1] = edge[EDGE - 2];
  }

  private int mean() {
    int sum = SIDE;
    for (int i = 0; i < SIDE; i++) {
      sum += edge[CORNER - 1 - i] + edge[ROW_ABOVE + i];
    }
    return sum / (2 * SIDE);
  }

  private int smoothed(int place) {
    if (place >= OF_TWO) {
      return edge[place - OF_TWO] + edge[place - OF_TWO + 1] + 1 >> 1;
    }
    return edge[place - 1] + 2 * edge[place] + edge[place + 1] + 2 >> 2;
  }
}
