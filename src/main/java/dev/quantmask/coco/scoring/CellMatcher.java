package dev.quantmask.coco.scoring;

import dev.quantmask.coco.json.CocoFormatException;
import java.util.Arrays;

/**
 * Matches detections with true objects, cell by cell: the best detection chooses first. Not shared
 * between threads.
 */
final class CellMatcher {
  private static final double HIGHEST = 1 - 1e-10; // of a threshold, as in pycocotools

  private final AreaRange[] areas;
  private final double[] thresholds; // of IoU
  private final ScoringInput input;
  private final GroundTruths truth;
  private final DetectionColumns found;
  private final ImageClassCells cells;
  private final int most; // detections of a cell that count
  private final Overlaps overlaps;
  private final Matches matches;

  private double[] ious = new double[64]; // (detections, truths)
  private int[] order = new int[8]; // positions of the cell's truths, ignored ones last
  private boolean[] ignored = new boolean[8]; // [position]
  private int[] taken = new int[8]; // [position], bit t: matched at this threshold, no crowd

  /**
   * Prepares to match.
   *
   * @param thresholds of IoU, rising; at most as many as {@link Matches} has room for
   */
  CellMatcher(
      ScoringInput input,
      ImageClassCells cells,
      ScoringOptions options,
      double[] thresholds,
      Matches matches) {
    this.areas = options.areaRanges().toArray(AreaRange[]::new);
    this.thresholds = Arrays.stream(thresholds).map(it -> Math.min(it, HIGHEST)).toArray();
    this.input = input;
    this.truth = input.truth();
    this.found = input.found();
    this.cells = cells;
    this.most = options.most();
    this.overlaps = Overlaps.of(input, options.iouType());
    this.matches = matches;
  }

  /** Sorts the cell's detections by falling score and matches the best of them. */
  void match(int cell) throws CocoFormatException {
    int truthStart = cells.truthStart(cell);
    int truths = cells.truthStart(cell + 1) - truthStart;
    int start = cells.detectionStart(cell);
    int end = cells.detectionStart(cell + 1);
    StableOrder.byFallingScore(cells.detections(), start, end, found.scores());
    for (int i = start; i < end; i++) {
      matches.setRank(cells.detections()[i], i - start);
    }
    int detections = Math.min(end - start, most);
    reserve(detections, truths);
    overlaps.compute(
        cells.detections(),
        start,
        start + detections,
        cells.truths(),
        truthStart,
        truthStart + truths,
        ious);
    boolean exhaustive = detections == 0 || input.isExhaustive(cells.detections()[start]);
    for (int area = 0; area < areas.length; area++) {
      sortIgnoredLast(truthStart, truths, areas[area]);
      Arrays.fill(taken, 0, truths, 0);
      for (int i = 0; i < detections; i++) {
        matchOne(cells.detections()[start + i], i, truthStart, truths, area, exhaustive);
      }
    }
  }

  private void reserve(int detections, int truths) {
    int pairs = Math.multiplyExact(detections, truths);
    if (pairs > ious.length) {
      ious = new double[Math.max(pairs, 2 * ious.length)];
    }
    if (truths > order.length) {
      order = new int[2 * truths];
      ignored = new boolean[2 * truths];
      taken = new int[2 * truths];
    }
  }

  private void sortIgnoredLast(int truthStart, int truths, AreaRange area) {
    int counted = 0;
    for (int j = 0; j < truths; j++) {
      int index = cells.truths()[truthStart + j];
      ignored[j] = truth.isIgnored(index) || !area.contains(truth.objects().area(index));
      counted += ignored[j] ? 0 : 1;
    }
    int atFront = 0;
    int atBack = counted;
    for (int j = 0; j < truths; j++) {
      order[ignored[j] ? atBack++ : atFront++] = j;
    }
  }

  private void matchOne(
      int detection, int row, int truthStart, int truths, int area, boolean exhaustive) {
    int matchedBits = 0;
    int ignoredBits = 0;
    int reached = reached(row * truths, truths);
    for (int t = 0; t < reached; t++) {
      int j = best(row * truths, truths, t);
      if (j < 0) {
        continue;
      }
      int index = cells.truths()[truthStart + j];
      ignoredBits |= ignored[j] ? 1 << t : 0;
      matchedBits |= truth.matchesAreLost(index) ? 0 : 1 << t;
      taken[j] |= truth.isCrowd(index) ? 0 : 1 << t;
    }
    if (!exhaustive || !areas[area].contains(found.objects().area(detection))) {
      ignoredBits |= ~matchedBits & matches.all();
    }
    matches.set(detection, area, matchedBits, ignoredBits);
  }

  /** Returns how many thresholds, the lowest first, the best pair reaches; NaN reaches all. */
  private int reached(int row, int truths) {
    int reached = 0;
    for (int j = 0; j < truths; j++) {
      while (reached < thresholds.length && !(ious[row + j] < thresholds[reached])) {
        reached++;
      }
    }
    return reached;
  }

  /** The position of the object that overlaps most; -1 if none overlaps enough. */
  private int best(int row, int truths, int t) {
    double least = thresholds[t];
    int best = -1;
    for (int i = 0; i < truths; i++) {
      int j = order[i];
      if ((taken[j] >> t & 1) != 0) {
        continue;
      }
      if (best >= 0 && !ignored[best] && ignored[j]) {
        break; // an object that counts is preferred to all that are ignored
      }
      if (ious[row + j] < least) {
        continue;
      }
      least = ious[row + j];
      best = j;
    }
    return best;
  }
}
