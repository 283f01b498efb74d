package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.json.CocoFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Average precision of the same detections on other samples of the images, as bootstrapping needs
 * it thousands of times. Objects are matched once: what an image says does not depend on the
 * others.
 *
 * <p>An image that is drawn twice counts as two images. The figure is that of pycocotools for a
 * file with so many copies, to the last bit, unless scores of one class and image are equal.
 */
public final class ResampledPrecision {
  private static final AreaRange AREA = AreaRange.ALL;

  private final List<Long> imageIds; // by position
  private final List<WeightedClass> classes = new ArrayList<>();

  private ResampledPrecision(ScoringInput input, ImageClassCells cells, Matches matches, int most) {
    this.imageIds = input.imageIds();
    IdIndex positions = new IdIndex(imageIds.stream().mapToLong(id -> id).toArray());
    for (int k = 0; k < cells.classes(); k++) {
      classes.add(weightedClass(input, cells, matches, most, k, positions));
    }
  }

  /**
   * Matches all objects, at COCO's own settings.
   *
   * @throws CocoFormatException naming the record whose segmentation is malformed
   */
  public static ResampledPrecision of(ScoringInput input, IouType type) throws CocoFormatException {
    ScoringOptions options = ScoringOptions.of(type);
    double[] thresholds = Thresholds.array(options.iouThresholds());
    ImageClassCells cells = input.cells(options);
    Matches matches =
        new Matches(input.detectionCount(), options.areaRanges().size(), thresholds.length);
    Parallel.run(
        cells.size(), () -> new CellMatcher(input, cells, options, thresholds, matches)::match);
    return new ResampledPrecision(input, cells, matches, options.most());
  }

  private static WeightedClass weightedClass(
      ScoringInput input,
      ImageClassCells cells,
      Matches matches,
      int most,
      int k,
      IdIndex positions) {
    int first = cells.firstOfClass(k);
    int end = cells.firstOfClass(k + 1);
    int[] objects =
        Arrays.stream(cells.truths(), cells.truthStart(first), cells.truthStart(end))
            .filter(index -> counts(input.truth(), index))
            .map(index -> position(positions, input.imageOfTruth(index)))
            .toArray();
    int[] found =
        Arrays.stream(cells.detections(), cells.detectionStart(first), cells.detectionStart(end))
            .filter(index -> matches.rank(index) < most)
            .toArray();
    StableOrder.byFallingScore(found, 0, found.length, input.found().scores());
    int[] images = new int[found.length];
    int[] right = new int[found.length];
    int[] wrong = new int[found.length];
    for (int i = 0; i < found.length; i++) {
      images[i] = position(positions, input.imageOfDetection(found[i]));
      right[i] = matches.right(found[i], ScoringOptions.MAIN_AREA);
      wrong[i] = matches.wrong(found[i], ScoringOptions.MAIN_AREA);
    }
    return new WeightedClass(objects, images, right, wrong);
  }

  private static boolean counts(GroundTruths truth, int index) {
    return !truth.isIgnored(index) && AREA.contains(truth.objects().area(index));
  }

  private static int position(IdIndex positions, CocoImage image) {
    return positions.indexOf(image.id());
  }

  /** The images by rising id: what weights are in the order of. */
  public List<Long> imageIds() {
    return imageIds;
  }

  /**
   * AP of many samples, on all cores.
   *
   * @param weights how often each image counts, {@code [position of the image]}, by the sample's
   *     number; called from several threads
   * @return by the sample's number; -1 if a sample has no objects
   */
  public double[] averagePrecision(int samples, IntFunction<int[]> weights)
      throws CocoFormatException {
    double[] precision = new double[samples];
    int longest = classes.stream().mapToInt(WeightedClass::size).max().orElse(0);
    Parallel.run(
        samples,
        () -> {
          WeightedCurves curves = new WeightedCurves(classes, longest);
          return sample -> precision[sample] = curves.meanPrecision(weights.apply(sample));
        });
    return precision;
  }
}
