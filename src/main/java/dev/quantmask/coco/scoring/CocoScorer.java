package dev.quantmask.coco.scoring;

import dev.quantmask.coco.json.CocoFormatException;
import java.util.Arrays;
import java.util.List;

/**
 * COCO's average precision and recall, in the steps of <a
 * href="https://github.com/cocodataset/cocoapi/blob/master/PythonAPI/pycocotools/cocoeval.py">cocoeval.py</a>
 * and with its rounding.
 */
public final class CocoScorer {
  private static final int CELLS_OF_A_TASK = 256;

  private final ScoringInput input;
  private final ScoringOptions options;
  private final ImageClassCells cells;
  private final Matches matches;
  private final BestThreshold[] bestThresholds; // [class]; null: nothing is found

  private CocoScorer(ScoringInput input, ScoringOptions options) {
    this.input = input;
    this.options = options;
    this.cells = input.cells(options.byCategory());
    this.matches = new Matches(input.detectionCount());
    this.bestThresholds = new BestThreshold[cells.classes()];
  }

  /**
   * Compares what was found with what is there.
   *
   * @throws CocoFormatException naming the record whose segmentation is malformed
   */
  public static CocoScores score(ScoringInput input, ScoringOptions options)
      throws CocoFormatException {
    CocoScorer scorer = new CocoScorer(input, options);
    scorer.match();
    return new CocoScores(
        options,
        options.byCategory() ? input.categories() : List.of(),
        scorer.curves(),
        scorer.bestThresholds);
  }

  private void match() throws CocoFormatException {
    int tasks = (cells.size() + CELLS_OF_A_TASK - 1) / CELLS_OF_A_TASK;
    Parallel.run(
        tasks,
        () -> {
          CellMatcher matcher =
              new CellMatcher(
                  input, cells, options.most(), overlaps(input, options.iouType()), matches);
          return task -> {
            int end = Math.min((task + 1) * CELLS_OF_A_TASK, cells.size());
            for (int cell = task * CELLS_OF_A_TASK; cell < end; cell++) {
              matcher.match(cell);
            }
          };
        });
  }

  static Overlaps overlaps(ScoringInput input, IouType type) {
    return switch (type) {
      case BBOX -> new BoxOverlaps(input);
      case SEGM -> new MaskOverlaps(input, false);
      case BOUNDARY -> new MaskOverlaps(input, true);
    };
  }

  private PrecisionRecallCurve[] curves() throws CocoFormatException {
    int perClass = AreaRange.COUNT * options.maxDetections().size();
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
    bestThresholds[k] =
        BestThreshold.of(matches, input.found().scores(), sorted, objects(k, AreaRange.ALL));
    CurveBuilder builder = new CurveBuilder(matches, input.found().scores(), sorted);
    int next = start;
    for (AreaRange area : AreaRange.values()) {
      int objects = objects(k, area);
      boolean complete = false; // all detections were within the limit before
      for (int limit : options.maxDetections()) {
        if (objects > 0) {
          curves[next] =
              complete ? curves[next - 1] : builder.build(area.ordinal(), limit, objects);
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
          !input.truth().isCrowd(index) && area.contains(input.truth().objects().area(index));
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
