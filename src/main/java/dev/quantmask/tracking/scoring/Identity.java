package dev.quantmask.tracking.scoring;

import dev.quantmask.tracking.LinearAssignment;
import java.util.Map;

/**
 * The identity metrics (Ristani and others, 2016), IDF1 among them: each object has at most one
 * track of the whole sequence.
 */
record Identity(long matched, long missed, long wrong) {
  private static final double THRESHOLD = 0.5;
  private static final double IMPOSSIBLE = 1e10;

  static Identity of(ScoredSequence sequence) {
    long truths = sequence.truthBoxes();
    long tracks = sequence.trackBoxes();
    if (!sequence.isComparable()) {
      return new Identity(0, truths, tracks);
    }
    int[][] common = common(sequence);
    int[] columns = LinearAssignment.columns(costs(sequence, common));
    long matched = 0;
    for (int i = 0; i < common.length; i++) {
      matched += columns[i] < common[i].length ? common[i][columns[i]] : 0;
    }
    return new Identity(matched, truths - matched, tracks - matched);
  }

  /** Returns in how many frames each object and each track are at the same place. */
  private static int[][] common(ScoredSequence sequence) {
    int[][] common = new int[sequence.truthCounts().length][sequence.trackCounts().length];
    for (ScoredSequence.Frame frame : sequence.frames()) {
      for (int i = 0; i < frame.truths().length; i++) {
        for (int j = 0; j < frame.tracks().length; j++) {
          if (frame.similarity()[i][j] >= THRESHOLD) {
            common[frame.truths()[i]][frame.tracks()[j]]++;
          }
        }
      }
    }
    return common;
  }

  /** Boxes that are missed or wrong; who has no partner is assigned to himself. */
  private static double[][] costs(ScoredSequence sequence, int[][] common) {
    int objects = sequence.truthCounts().length;
    int tracks = sequence.trackCounts().length;
    double[][] costs = new double[objects + tracks][objects + tracks];
    for (int i = 0; i < objects + tracks; i++) {
      for (int j = 0; j < objects + tracks; j++) {
        if (i < objects && j < tracks) {
          costs[i][j] = sequence.truthCounts()[i] + sequence.trackCounts()[j] - 2.0 * common[i][j];
        } else if (i < objects) {
          costs[i][j] = j - tracks == i ? sequence.truthCounts()[i] : IMPOSSIBLE;
        } else if (j < tracks) {
          costs[i][j] = i - objects == j ? sequence.trackCounts()[j] : IMPOSSIBLE;
        }
      }
    }
    return costs;
  }

  /** The sums of both. */
  Identity plus(Identity other) {
    return new Identity(matched + other.matched, missed + other.missed, wrong + other.wrong);
  }

  void addTo(Map<String, Number> figures) {
    figures.put("IDF1", matched / Math.max(1, matched + 0.5 * wrong + 0.5 * missed));
    figures.put("IDR", matched / (double) Math.max(1, matched + missed));
    figures.put("IDP", matched / (double) Math.max(1, matched + wrong));
    figures.put("IDTP", matched);
    figures.put("IDFN", missed);
    figures.put("IDFP", wrong);
  }
}
