package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.json.CocoFormatException;
import java.util.List;

/**
 * Counts which class is taken for which, at IoU 0.5: best detection first, each takes the object
 * that it overlaps most of those that are left, of whatever class. What overlaps only a crowd does
 * not count.
 *
 * @param categories by rising id
 * @param counts {@code (classes + 1, classes + 1)}: of the object, of the detection; the last row
 *     is of detections without an object, the last column of objects without a detection
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written after creation
public record ConfusionMatrix(List<CocoCategory> categories, double minScore, long[][] counts) {
  /**
   * Counts.
   *
   * @param minScore detections that score lower do not count
   * @throws CocoFormatException naming the record whose segmentation is malformed
   */
  public static ConfusionMatrix of(ScoringInput input, IouType type, double minScore)
      throws CocoFormatException {
    int background = input.categories().size();
    long[][] counts = new long[background + 1][background + 1];
    ImageClassCells cells = input.imageCells();
    Overlaps overlaps = Overlaps.of(input, type);
    for (int cell = 0; cell < cells.size(); cell++) {
      new Cell(input, cells, cell, minScore).count(overlaps, counts);
    }
    return new ConfusionMatrix(input.categories(), minScore, counts);
  }

  /** One image. */
  private static final class Cell {
    private final ScoringInput input;
    private final ImageClassCells cells;
    private final int start;
    private final int end; // behind the last detection that counts
    private final int truthStart;
    private final int truths;
    private final boolean[] taken;

    Cell(ScoringInput input, ImageClassCells cells, int cell, double minScore) {
      this.input = input;
      this.cells = cells;
      this.start = cells.detectionStart(cell);
      this.truthStart = cells.truthStart(cell);
      this.truths = cells.truthStart(cell + 1) - truthStart;
      this.taken = new boolean[truths];
      double[] score = input.found().scores();
      int last = cells.detectionStart(cell + 1);
      StableOrder.byFallingScore(cells.detections(), start, last, score);
      int counted = start;
      while (counted < last && score[cells.detections()[counted]] >= minScore) {
        counted++;
      }
      this.end = counted;
    }

    void count(Overlaps overlaps, long[][] counts) throws CocoFormatException {
      int background = counts.length - 1;
      double[] ious = new double[(end - start) * truths];
      overlaps.compute(
          cells.detections(), start, end, cells.truths(), truthStart, truthStart + truths, ious);
      for (int i = start; i < end; i++) {
        int predicted = input.classOfDetection(cells.detections()[i]);
        int best = best(ious, (i - start) * truths);
        if (best < 0) {
          counts[background][predicted]++;
        } else if (!isCrowd(best)) {
          taken[best] = true;
          counts[classOf(best)][predicted]++;
        }
      }
      for (int j = 0; j < truths; j++) {
        if (!taken[j] && !isCrowd(j)) {
          counts[classOf(j)][background]++;
        }
      }
    }

    /** The object that is overlapped most, crowds last; -1 if there is none. */
    private int best(double[] ious, int row) {
      int best = -1;
      for (int j = 0; j < truths; j++) {
        if (taken[j] || !(ious[row + j] >= Thresholds.IOU_50)) {
          continue;
        }
        boolean better =
            best < 0
                || isCrowd(best) && !isCrowd(j)
                || isCrowd(best) == isCrowd(j) && ious[row + j] > ious[row + best];
        best = better ? j : best;
      }
      return best;
    }

    private boolean isCrowd(int j) {
      return input.truth().isCrowd(cells.truths()[truthStart + j]);
    }

    private int classOf(int j) {
      return input.classOfTruth(cells.truths()[truthStart + j]);
    }
  }
}
