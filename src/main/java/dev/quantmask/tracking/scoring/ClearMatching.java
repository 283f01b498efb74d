package dev.quantmask.tracking.scoring;

import dev.quantmask.tracking.LinearAssignment;
import java.util.Arrays;

/** Matches the boxes of each frame: first who was matched in the frame before, then by IoU. */
final class ClearMatching {
  private static final double THRESHOLD = 0.5;
  private static final double CONTINUED = 1000; // more than any IoU
  private static final double EPSILON = Math.ulp(1.0);
  private static final double MOSTLY_TRACKED = 0.8; // of the frames of an object, more than it
  private static final double MOSTLY_LOST = 0.2; // less than it
  private static final int NONE = -1;

  private final ScoredSequence sequence;
  private final int[] lastTrack; // of each object, in whatever frame it was
  private final int[] trackBefore; // of each object, in the frame before
  private final int[] found; // frames of each object
  private final int[] beginnings; // how often each object is found after it was not
  private long matched;
  private long switches;
  private double similarity;

  ClearMatching(ScoredSequence sequence) {
    this.sequence = sequence;
    int objects = sequence.truthCounts().length;
    lastTrack = new int[objects];
    trackBefore = new int[objects];
    Arrays.fill(lastTrack, NONE);
    Arrays.fill(trackBefore, NONE);
    found = new int[objects];
    beginnings = new int[objects];
  }

  Clear scores() {
    for (ScoredSequence.Frame frame : sequence.frames()) {
      if (frame.truths().length > 0 && frame.tracks().length > 0) {
        match(frame); // as in trackeval such a frame ends nothing
      }
    }
    int mostlyTracked = 0;
    int partlyTracked = 0;
    int fragments = 0;
    for (int i = 0; i < found.length; i++) {
      double part = found[i] / (double) sequence.truthCounts()[i];
      if (part > MOSTLY_TRACKED) {
        mostlyTracked++;
      } else if (part >= MOSTLY_LOST) {
        partlyTracked++;
      }
      fragments += Math.max(0, beginnings[i] - 1);
    }
    return new Clear(
        matched,
        sequence.truthBoxes() - matched,
        sequence.trackBoxes() - matched,
        switches,
        mostlyTracked,
        partlyTracked,
        found.length - mostlyTracked - partlyTracked,
        fragments,
        similarity,
        true);
  }

  private void match(ScoredSequence.Frame frame) {
    double[][] costs = costs(frame);
    int[] columns = LinearAssignment.columns(costs);
    int[] tracks = new int[trackBefore.length];
    Arrays.fill(tracks, NONE);
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0 && -costs[i][columns[i]] > EPSILON) {
        int truth = frame.truths()[i];
        int track = frame.tracks()[columns[i]];
        tracks[truth] = track;
        similarity += frame.similarity()[i][columns[i]];
        count(truth, track);
      }
    }
    System.arraycopy(tracks, 0, trackBefore, 0, tracks.length);
  }

  private double[][] costs(ScoredSequence.Frame frame) {
    double[][] costs = new double[frame.truths().length][frame.tracks().length];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < costs[i].length; j++) {
        double iou = frame.similarity()[i][j];
        boolean continued = frame.tracks()[j] == trackBefore[frame.truths()[i]];
        costs[i][j] = iou < THRESHOLD - EPSILON ? 0 : -((continued ? CONTINUED : 0) + iou);
      }
    }
    return costs;
  }

  private void count(int truth, int track) {
    matched++;
    found[truth]++;
    if (lastTrack[truth] != NONE && lastTrack[truth] != track) {
      switches++;
    }
    if (trackBefore[truth] == NONE) {
      beginnings[truth]++;
    }
    lastTrack[truth] = track;
  }
}
