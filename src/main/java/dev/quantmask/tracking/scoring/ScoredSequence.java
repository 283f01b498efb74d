package dev.quantmask.tracking.scoring;

import dev.quantmask.coco.mask.CocoBox;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is compared: frames in order, with ids that count from 0 in the order of the file's.
 *
 * @param frames those in which there is something
 * @param truthCounts how many boxes each object of the ground truth has
 * @param trackCounts the same of each predicted track
 */
record ScoredSequence(List<Frame> frames, int[] truthCounts, int[] trackCounts) {
  /**
   * A frame.
   *
   * @param truths ids of the ground truth's boxes
   * @param tracks ids of the predicted boxes
   * @param similarity IoU, (truths, tracks)
   */
  record Frame(int[] truths, int[] tracks, double[][] similarity) {}

  static ScoredSequence of(List<MotRow> truths, List<MotRow> predictions) {
    NavigableMap<Long, Integer> truthIds = numbered(truths);
    NavigableMap<Long, Integer> trackIds = numbered(predictions);
    int[] truthCounts = new int[truthIds.size()];
    int[] trackCounts = new int[trackIds.size()];
    truths.forEach(row -> truthCounts[truthIds.get(row.id())]++);
    predictions.forEach(row -> trackCounts[trackIds.get(row.id())]++);
    NavigableMap<Integer, List<MotRow>> truthsOf = byFrame(truths);
    NavigableMap<Integer, List<MotRow>> predictionsOf = byFrame(predictions);
    List<Frame> frames =
        Stream.concat(truthsOf.keySet().stream(), predictionsOf.keySet().stream())
            .distinct()
            .sorted()
            .map(
                number -> {
                  List<MotRow> truth = truthsOf.getOrDefault(number, List.of());
                  List<MotRow> predicted = predictionsOf.getOrDefault(number, List.of());
                  return new Frame(
                      ids(truth, truthIds), ids(predicted, trackIds), similarity(truth, predicted));
                })
            .toList();
    return new ScoredSequence(frames, truthCounts, trackCounts);
  }

  private static NavigableMap<Long, Integer> numbered(List<MotRow> rows) {
    NavigableMap<Long, Integer> numbers = new TreeMap<>();
    rows.forEach(row -> numbers.put(row.id(), 0));
    int next = 0;
    for (Long id : numbers.keySet()) {
      numbers.put(id, next++);
    }
    return numbers;
  }

  private static NavigableMap<Integer, List<MotRow>> byFrame(List<MotRow> rows) {
    NavigableMap<Integer, List<MotRow>> frames = new TreeMap<>();
    rows.forEach(row -> frames.computeIfAbsent(row.frame(), it -> new ArrayList<>()).add(row));
    return frames;
  }

  private static int[] ids(List<MotRow> rows, NavigableMap<Long, Integer> numbers) {
    return rows.stream().mapToInt(row -> numbers.get(row.id())).toArray();
  }

  private static double[][] similarity(List<MotRow> truths, List<MotRow> predictions) {
    double[][] similarity = new double[truths.size()][predictions.size()];
    for (int i = 0; i < truths.size(); i++) {
      for (int j = 0; j < predictions.size(); j++) {
        similarity[i][j] = iou(truths.get(i).box(), predictions.get(j).box());
      }
    }
    return similarity;
  }

  /** In the order of trackeval's operations: areas are those between the corners. */
  private static double iou(CocoBox truth, CocoBox track) {
    double truthRight = truth.x() + truth.width();
    double truthBottom = truth.y() + truth.height();
    double trackRight = track.x() + track.width();
    double trackBottom = track.y() + track.height();
    double width = Math.min(truthRight, trackRight) - Math.max(truth.x(), track.x());
    double height = Math.min(truthBottom, trackBottom) - Math.max(truth.y(), track.y());
    double intersection = Math.max(width, 0) * Math.max(height, 0);
    double truthArea = (truthRight - truth.x()) * (truthBottom - truth.y());
    double trackArea = (trackRight - track.x()) * (trackBottom - track.y());
    double union = truthArea + trackArea - intersection;
    double least = Math.ulp(1.0);
    return truthArea <= least || trackArea <= least || union <= least ? 0 : intersection / union;
  }

  int truthBoxes() {
    return sum(truthCounts);
  }

  int trackBoxes() {
    return sum(trackCounts);
  }

  private static int sum(int... counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Whether there is something on both sides. */
  boolean isComparable() {
    return truthCounts.length > 0 && trackCounts.length > 0;
  }
}
