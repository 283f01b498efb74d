package dev.quantmask.coco.scoring;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * In which image and class each object of a file is.
 *
 * @param images {@code [index]}: position of the image
 * @param classes {@code [index]}: position of the class; negative if the file has no such class
 * @param standIns {@code [index]}: the object that stands for this one, see {@link Truth#standIns}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written after creation
record Placement(int[] images, int[] classes, int[] standIns, int imageCount, int classCount) {
  /** Indices of the objects by class, then image; in the order of the file within both. */
  int[] byClassThenImage() {
    int[] known = indices().filter(i -> classes[i] >= 0).toArray();
    return StableOrder.byKey(
        StableOrder.byKey(represented(known), images, imageCount), classes, classCount);
  }

  /** Indices of the objects by image, then class; in the order of the file within both. */
  int[] byImageThenClass() {
    int[] represented = represented(indices().toArray());
    return StableOrder.byKey(
        StableOrder.byKey(represented, classes, classCount), images, imageCount);
  }

  private IntStream indices() {
    return IntStream.range(0, images.length);
  }

  /** Who stands in for others comes as often, and where the others are, image by image. */
  private int[] represented(int[] indices) {
    return Arrays.stream(StableOrder.byKey(indices, images, imageCount))
        .map(i -> standIns[i])
        .filter(i -> classes[i] >= 0)
        .toArray();
  }
}
