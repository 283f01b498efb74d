package dev.quantmask.coco.scoring;

import dev.quantmask.coco.json.CocoFormatException;
import java.util.Arrays;
import java.util.List;

/**
 * Average precision and recall, in the steps of <a
 * href="https://github.com/cocodataset/cocoapi/blob/master/PythonAPI/pycocotools/cocoeval.py">cocoeval.py</a>
 * and of <a href="https://github.com/lvis-dataset/lvis-api/blob/master/lvis/eval.py">LVIS'
 * eval.py</a>, and with their rounding.
 */
public final class CocoScorer {
  private static final int CELLS_OF_A_TASK = 256;

  private final ScoringInput input;
  private final ScoringOptions options;
  private final double[] thresholds; // of IoU
  private final ImageClassCells cells;
  private final Matches matches;
  private final BestThreshold[] bestThresholds; // [class]; null: nothing is found

  private CocoScorer(
      ScoringInput input,
      ScoringOptions options,
      double[] thresholds,
      ImageClassCells cells,
      BestThreshold[] bestThresholds) {
    this.input = input;
    this.options = options;
    this.thresholds = thresholds;
    this.cells = cells;
    this.matches =
        new Matches(input.detectionCount(), options.areaRanges().size(), thresholds.length);
    this.bestThresholds = bestThresholds;
  }

  /**
   * Compares what was found with what is there.
   *
   * @throws CocoFormatException naming the record whose segmentation is malformed
   */
  public static CocoScores score(ScoringInput input, ScoringOptions options)
      throws CocoFormatException {
    ImageClassCells cells = input.cells(options);
    BestThreshold[] best = new BestThreshold[cells.classes()];
    double[] thresholds = Thresholds.array(options.iouThresholds());
    PrecisionRecallCurve[] curves = null;
    for (int start = 0; start < thresholds.length; start += Matches.MOST) {
      int end = Math.min(start + Matches.MOST, thresholds.length);
      double[] some = Arrays.copyOfRange(thresholds, start, end);
      CocoScorer scorer = new CocoScorer(input, options, some, cells, best);
      scorer.match();
      curves = joined(curves, scorer.curves());
    }
    return new CocoScores(
        options,
        options.byCategory() ? input.categories() : List.of(),
        input.frequencies(),
        curves,
        best);
  }

  /** Matches of some thresholds do not depend on the others. */
  private static PrecisionRecallCurve[] joined(
      PrecisionRecallCurve[] first, PrecisionRecallCurve[] next) {
    if (first != null) {
      Arrays.setAll(next, i -> next[i] == null ? null : first[i].followedBy(next[i]));
    }
    return next;
  }

  private void match() throws CocoFormatException {
    int tasks = (cells.size() + CELLS_OF_A_TASK - 1) / CELLS_OF_A_TASK;
    Parallel.run(
        tasks,
        () -> {
          CellMatcher matcher = new CellMatcher(input, cells, options, thresholds, matches);
          return task -> {
            int end = Math.min((task + 1) * CELLS_OF_A_TASK, cells.size());
            for (int cell = task * CELLS_OF_A_TASK; cell < end; cell++) {
              matcher.match(cell);
            }
          };
        });
  }

  private PrecisionRecallCurve[] curves() throws CocoFormatException {
    int perClass = options.areaRanges().size() * options.maxDetections().size();
    PrecisionRecallCurve[] curves = new PrecisionRecallCurve[cells.classes() * perClass];
    Parallel.run(cells.classes(), () -> k -> addCurves(k, curves, k * perClass));
    return curves;
  }

  /** Adds the curves of a class, {@code (area ranges, limits)}. */
  private void addCurves(int k, PrecisionRecallCurve[] curves, int start) {
    int[] sorted = detections(k);
    int highestRank = 0;
    for (int detection : sorted) {
      highestRank = Math.max(highestRank, matches.rank(detection));
    }
    double[] score = input.found().scores();
    int iou50 = Arrays.binarySearch(thresholds, Thresholds.IOU_50);
    if (iou50 >= 0) {
      int objects = objects(k, options.areaRanges().get(ScoringOptions.MAIN_AREA));
      bestThresholds[k] = BestThreshold.of(matches, iou50, score, sorted, objects);
    }
    CurveBuilder builder = new CurveBuilder(matches, thresholds.length, score, sorted);
    int next = start;
    for (int area = 0; area < options.areaRanges().size(); area++) {
      int objects = objects(k, options.areaRanges().get(area));
      boolean complete = false; // all detections were within the limit before
      for (int limit : options.maxDetections()) {
        if (objects > 0) {
          curves[next] = complete ? curves[next - 1] : builder.build(area, limit, objects);
          complete = limit > highestRank;
        }
        next++;
      }
    }
  }

  /** Returns how many objects of a class there are to find. */
  private int objects(int k, AreaRange area) {
    int objects = 0;
    int end = cells.truthStart(cells.firstOfClass(k + 1));
    for (int i = cells.truthStart(cells.firstOfClass(k)); i < end; i++) {
      int index = cells.truths()[i];
      boolean counts =
          !input.truth().isIgnored(index) && area.contains(input.truth().objects().area(index));
      objects += counts ? 1 : 0;
    }
    return objects;
  }

  /** The detections of a class in all images, best first. */
  private int[] detections(int k) {
    int first = cells.detectionStart(cells.firstOfClass(k));
    int end = cells.detectionStart(cells.firstOfClass(k + 1));
    int[] all = new int[end - first];
    int size = 0;
    for (int i = first; i < end; i++) {
      int detection = cells.detections()[i];
      if (matches.rank(detection) < options.most()) {
        all[size++] = detection;
      }
    }
    StableOrder.byFallingScore(all, 0, size, input.found().scores());
    return Arrays.copyOf(all, size);
  }
}
