package dev.quantmask.coco.scoring;

/**
 * Holds what became of the objects of one class, for counting them with a weight for each image.
 *
 * @param objects {@code [object to find]}: position of its image
 * @param images {@code [detection]}, best first: position of its image
 * @param right {@code [detection]}: see {@link Matches#right}
 * @param wrong {@code [detection]}: see {@link Matches#wrong}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written after creation
record WeightedClass(int[] objects, int[] images, int[] right, int[] wrong) {
  /** Returns how many detections there are. */
  int size() {
    return images.length;
  }

  /** Returns how many objects there are to find. */
  int objects(int[] weights) {
    int sum = 0;
    for (int image : objects) {
      sum += weights[image];
    }
    return sum;
  }
}
