package dev.quantmask.coco.scoring;

import java.util.Arrays;
import java.util.List;

/**
 * The precision curves of {@link CurveBuilder}, with a weight for each image. Copies of a right
 * detection follow each other and raise precision one by one, so that the last of them is the best
 * at the recall of any. Not shared between threads.
 */
final class WeightedCurves {
  private static final double[] RECALL = Thresholds.RECALL;
  private static final int IOUS = Thresholds.STANDARD_IOU.size();
  private static final int ALL = Matches.all(IOUS);
  private static final double EPSILON = Math.ulp(1.0); // numpy.spacing(1)

  private final List<WeightedClass> classes;

  // Of the class that is being counted, by IoU threshold:
  private final int[] steps = new int[IOUS]; // right detections of images that count
  private final int[] hits = new int[IOUS]; // the same, each as often as its image
  private final int[] misses = new int[IOUS]; // wrong ones, but those wrong everywhere
  private final int[][] hitsAt; // at each step
  private final double[][] precision; // at each step

  /**
   * Makes room.
   *
   * @param longest most detections of a class
   */
  WeightedCurves(List<WeightedClass> classes, int longest) {
    this.classes = classes;
    this.hitsAt = new int[IOUS][longest];
    this.precision = new double[IOUS][longest];
  }

  /** AP over the classes that have objects; -1 if none has. */
  double meanPrecision(int[] weights) {
    int[] objects = classes.stream().mapToInt(one -> one.objects(weights)).toArray();
    int counted = (int) Arrays.stream(objects).filter(count -> count > 0).count();
    double[] values = new double[IOUS * RECALL.length * counted]; // as numpy has them: (t, r, k)
    int column = 0;
    for (int k = 0; k < objects.length; k++) {
      if (objects[k] > 0) {
        count(classes.get(k), weights);
        sample(values, column++, counted, objects[k]);
      }
    }
    return PairwiseMean.of(values, values.length);
  }

  private void count(WeightedClass one, int[] weights) {
    Arrays.fill(steps, 0);
    Arrays.fill(hits, 0);
    Arrays.fill(misses, 0);
    int wrongEverywhere = 0;
    for (int i = 0; i < one.size(); i++) {
      int weight = weights[one.images()[i]];
      if (weight == 0) {
        continue;
      }
      int wrong = one.wrong()[i];
      if (wrong == ALL) {
        wrongEverywhere += weight;
        continue;
      }
      for (int left = wrong; left != 0; left &= left - 1) {
        misses[Integer.numberOfTrailingZeros(left)] += weight;
      }
      for (int left = one.right()[i]; left != 0; left &= left - 1) {
        int t = Integer.numberOfTrailingZeros(left);
        hits[t] += weight;
        double all = misses[t] + wrongEverywhere + hits[t];
        hitsAt[t][steps[t]] = hits[t];
        precision[t][steps[t]++] = hits[t] / (all + EPSILON);
      }
    }
  }

  /** The best precision at each recall or above; 0 where it is not reached. */
  private void sample(double[] values, int column, int columns, int objects) {
    for (int t = 0; t < IOUS; t++) {
      double[] own = precision[t];
      for (int i = steps[t] - 1; i > 0; i--) {
        own[i - 1] = Math.max(own[i - 1], own[i]);
      }
      int step = 0;
      for (int r = 0; r < RECALL.length; r++) {
        while (step < steps[t] && (double) hitsAt[t][step] / objects < RECALL[r]) {
          step++;
        }
        if (step == steps[t]) {
          break;
        }
        values[(t * RECALL.length + r) * columns + column] = own[step];
      }
    }
  }
}
