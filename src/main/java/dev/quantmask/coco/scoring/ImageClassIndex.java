package dev.quantmask.coco.scoring;

import java.util.Arrays;

/**
 * Tells in which image and class each object of a file is.
 *
 * @param images {@code [index]}: position of the image
 * @param classes {@code [index]}: position of the class; negative if the file has no such class
 * @param standIns {@code [index]}: the object that stands for this one, see {@link
 *     GroundTruths#standIns}; null if each stands for itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written after creation
record ImageClassIndex(
    int[] images, int[] classes, int[] standIns, int imageCount, int classCount) {
  /** Indices of the objects by class, then image; in the order of the file within both. */
  int[] byClassThenImage() {
    int[] represented = represented(ofKnownClasses(indices()));
    return StableOrder.byKey(
        StableOrder.byKey(represented, images, imageCount), classes, classCount);
  }

  /** Indices of the objects by image, then class; in the order of the file within both. */
  int[] byImageThenClass() {
    return StableOrder.byKey(
        StableOrder.byKey(represented(indices()), classes, classCount), images, imageCount);
  }

  /** Indices of all objects by image, of unknown classes too; in the order of the file within. */
  int[] byImage() {
    return StableOrder.byKey(indices(), images, imageCount);
  }

  private int[] indices() {
    int[] indices = new int[images.length];
    Arrays.setAll(indices, i -> i);
    return indices;
  }

  /**
   * Returns the objects with each duplicate id as often as it occurs, and at its place, image by
   * image.
   */
  private int[] represented(int[] indices) {
    if (standIns == null) {
      return ofKnownClasses(indices);
    }
    int[] represented =
        Arrays.stream(StableOrder.byKey(indices, images, imageCount))
            .map(index -> standIns[index])
            .filter(index -> index >= 0)
            .toArray();
    return ofKnownClasses(represented);
  }

  private int[] ofKnownClasses(int[] indices) {
    int[] known = new int[indices.length];
    int size = 0;
    for (int index : indices) {
      if (classes[index] >= 0) {
        known[size++] = index;
      }
    }
    return size == known.length ? known : Arrays.copyOf(known, size);
  }
}
