package dev.quantmask.tracking.scoring;

import dev.quantmask.tracking.LinearAssignment;
import java.util.List;

/**
 * Matches the boxes of each frame so that objects keep the track that is theirs over the whole
 * sequence, and counts the matches at each threshold of IoU.
 */
final class HotaMatching {
  private static final double EPSILON = Math.ulp(1.0);

  private final ScoredSequence sequence;
  private final double[][] alignment; // (objects, tracks)
  private final int[][][] together; // (objects, tracks, thresholds); null: never matched
  private final long[] matched = new long[Hota.THRESHOLDS];
  private final double[] localization = new double[Hota.THRESHOLDS];

  HotaMatching(ScoredSequence sequence) {
    this.sequence = sequence;
    int objects = sequence.truthCounts().length;
    int tracks = sequence.trackCounts().length;
    alignment = new double[objects][tracks];
    together = new int[objects][tracks][];
  }

  Hota scores() {
    align();
    sequence.frames().forEach(this::match);
    Hota.Threshold[] counts = new Hota.Threshold[Hota.THRESHOLDS];
    for (int i = 0; i < Hota.THRESHOLDS; i++) {
      counts[i] = threshold(i);
    }
    return new Hota(List.of(counts));
  }

  /** How well each object and track go together over the whole sequence. */
  private void align() {
    sequence.frames().forEach(this::addSimilarity);
    for (int i = 0; i < alignment.length; i++) {
      for (int j = 0; j < alignment[i].length; j++) {
        double common = alignment[i][j];
        alignment[i][j] = common / (sequence.truthCounts()[i] + sequence.trackCounts()[j] - common);
      }
    }
  }

  private void addSimilarity(ScoredSequence.Frame frame) {
    double[][] similarity = frame.similarity();
    double[] ofTrack = new double[frame.tracks().length];
    double[] ofTruth = new double[frame.truths().length];
    for (int i = 0; i < ofTruth.length; i++) {
      for (int j = 0; j < ofTrack.length; j++) {
        ofTruth[i] += similarity[i][j];
        ofTrack[j] += similarity[i][j];
      }
    }
    for (int i = 0; i < ofTruth.length; i++) {
      for (int j = 0; j < ofTrack.length; j++) {
        double all = ofTrack[j] + ofTruth[i] - similarity[i][j];
        if (all > EPSILON) {
          alignment[frame.truths()[i]][frame.tracks()[j]] += similarity[i][j] / all;
        }
      }
    }
  }

  private void match(ScoredSequence.Frame frame) {
    int[] columns = LinearAssignment.columns(costs(frame));
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0) {
        int track = frame.tracks()[columns[i]];
        count(frame.truths()[i], track, frame.similarity()[i][columns[i]]);
      }
    }
  }

  private double[][] costs(ScoredSequence.Frame frame) {
    double[][] costs = new double[frame.truths().length][frame.tracks().length];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < costs[i].length; j++) {
        double aligned = alignment[frame.truths()[i]][frame.tracks()[j]];
        costs[i][j] = -(aligned * frame.similarity()[i][j]);
      }
    }
    return costs;
  }

  private void count(int truth, int track, double similarity) {
    for (int i = 0; i < Hota.THRESHOLDS && similarity >= least(i); i++) {
      matched[i]++;
      localization[i] += similarity;
      if (together[truth][track] == null) {
        together[truth][track] = new int[Hota.THRESHOLDS];
      }
      together[truth][track][i]++;
    }
  }

  /** The IoU from which on boxes match. */
  private static double least(int i) {
    return 0.05 + i * 0.05 - EPSILON;
  }

  private Hota.Threshold threshold(int at) {
    double association = 0;
    double recall = 0;
    double precision = 0;
    for (int i = 0; i < together.length; i++) {
      for (int j = 0; j < together[i].length; j++) {
        double common = together[i][j] == null ? 0 : together[i][j][at];
        int ofTruth = sequence.truthCounts()[i];
        int ofTrack = sequence.trackCounts()[j];
        association += common * (common / Math.max(1, ofTruth + ofTrack - common));
        recall += common * (common / Math.max(1, ofTruth));
        precision += common * (common / Math.max(1, ofTrack));
      }
    }
    return new Hota.Threshold(
        matched[at],
        sequence.truthBoxes() - matched[at],
        sequence.trackBoxes() - matched[at],
        association,
        recall,
        precision,
        localization[at]);
  }
}
