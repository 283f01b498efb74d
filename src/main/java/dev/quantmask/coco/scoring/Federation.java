package dev.quantmask.coco.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Says which classes LVIS' annotators searched each image for. Detections of other classes do not
 * count there, and those without an object do not where objects may lack an annotation.
 */
final class Federation {
  private final int classCount;
  private final IdIndex searched; // keys of image and class
  private final IdIndex notExhaustive; // keys of image and class

  /**
   * Takes what the file says of its images.
   *
   * @param placement of the true objects
   */
  Federation(GroundTruths truth, IdIndex imageIds, IdIndex categoryIds, ImageClassIndex placement) {
    this.classCount = categoryIds.size();
    LongStream present =
        Arrays.stream(placement.byClassThenImage())
            .mapToLong(i -> key(placement.images()[i], placement.classes()[i]));
    LongStream absent = keys(truth, truth.negative(), imageIds, categoryIds);
    this.searched = new IdIndex(LongStream.concat(present, absent).toArray());
    this.notExhaustive =
        new IdIndex(keys(truth, truth.notExhaustive(), imageIds, categoryIds).toArray());
  }

  /** Of images with one id the last one has the word. */
  private LongStream keys(
      GroundTruths truth, List<long[]> ofImages, IdIndex imageIds, IdIndex categoryIds) {
    long[][] lists = new long[imageIds.size()][];
    for (int i = 0; i < ofImages.size(); i++) {
      lists[imageIds.indexOf(truth.images().get(i).id())] = ofImages.get(i);
    }
    return IntStream.range(0, lists.length)
        .boxed()
        .flatMapToLong(
            image ->
                Arrays.stream(lists[image])
                    .mapToInt(categoryIds::indexOf)
                    .filter(k -> k >= 0)
                    .mapToLong(k -> key(image, k)));
  }

  private long key(int image, int k) {
    return (long) image * classCount + k;
  }

  boolean isExhaustive(int image, int k) {
    return notExhaustive.indexOf(key(image, k)) < 0;
  }

  /** LVIS leaves out objects without an area. */
  static boolean hasArea(double area) {
    return area > 0 && area < Double.POSITIVE_INFINITY;
  }

  /**
   * Leaves only detections that count.
   *
   * @param most how many of an image count, over all classes, the best ones
   */
  ImageClassIndex counted(ImageClassIndex placement, DetectionColumns found, int most) {
    int[] classes = placement.classes().clone();
    int[] sorted = placement.byImage();
    int end;
    for (int start = 0; start < sorted.length; start = end) {
      end = start + 1;
      while (end < sorted.length
          && placement.images()[sorted[end]] == placement.images()[sorted[start]]) {
        end++;
      }
      if (end - start > most) {
        StableOrder.byFallingScore(sorted, start, end, found.scores());
        for (int i = start + most; i < end; i++) {
          classes[sorted[i]] = -1;
        }
      }
    }
    for (int i = 0; i < classes.length; i++) {
      boolean counts =
          classes[i] >= 0
              && hasArea(found.objects().area(i))
              && searched.indexOf(key(placement.images()[i], classes[i])) >= 0;
      classes[i] = counts ? classes[i] : -1;
    }
    return new ImageClassIndex(
        placement.images(), classes, null, placement.imageCount(), classCount);
  }
}
