package dev.quantmask.coco.scoring;

/**
 * The objects of each class and image, in a cell each: only objects of one cell can match. Cells
 * are sorted by class, then image; empty ones are left out.
 */
final class ImageClassCells {
  private final int[] truths; // indices of true objects, cell after cell
  private final int[] detections; // indices of detections, cell after cell
  private final int[] truthStart; // [cell]; one more than there are cells
  private final int[] detectionStart; // [cell]; one more than there are cells
  private final int[] firstOfClass; // [class]: its first cell; one more than there are classes
  private int size;

  /**
   * Sorts objects into cells.
   *
   * @param byCategory false: there is one class, and an image is a cell
   */
  ImageClassCells(ImageClassIndex truth, ImageClassIndex found, boolean byCategory) {
    this.truths = byCategory ? truth.byClassThenImage() : truth.byImageThenClass();
    this.detections = byCategory ? found.byClassThenImage() : found.byImageThenClass();
    this.truthStart = new int[truths.length + detections.length + 1];
    this.detectionStart = new int[truthStart.length];
    this.firstOfClass = new int[(byCategory ? truth.classCount() : 1) + 1];
    Keys truthKeys = new Keys(truths, truth, byCategory);
    Keys foundKeys = new Keys(detections, found, byCategory);
    int truthEnd = 0;
    int foundEnd = 0;
    for (int k = 0; k < firstOfClass.length - 1; k++) {
      long endOfClass = (k + 1L) * truth.imageCount();
      for (long key = Math.min(truthKeys.at(truthEnd), foundKeys.at(foundEnd));
          key < endOfClass;
          key = Math.min(truthKeys.at(truthEnd), foundKeys.at(foundEnd))) {
        truthEnd = truthKeys.endOfRun(truthEnd, key);
        foundEnd = foundKeys.endOfRun(foundEnd, key);
        size++;
        truthStart[size] = truthEnd;
        detectionStart[size] = foundEnd;
      }
      firstOfClass[k + 1] = size;
    }
  }

  /** Numbers of the cells that objects are in, which rise. */
  private record Keys(int[] indices, ImageClassIndex placement, boolean byCategory) {
    long at(int position) {
      if (position == indices.length) {
        return Long.MAX_VALUE;
      }
      int index = indices[position];
      int k = byCategory ? placement.classes()[index] : 0;
      return (long) k * placement.imageCount() + placement.images()[index];
    }

    int endOfRun(int position, long key) {
      int end = position;
      while (at(end) == key) {
        end++;
      }
      return end;
    }
  }

  int size() {
    return size;
  }

  int classes() {
    return firstOfClass.length - 1;
  }

  /** The first cell of a class; of the number of classes, the number of cells. */
  int firstOfClass(int k) {
    return firstOfClass[k];
  }

  /** Indices of true objects; those of a cell lie from {@link #truthStart}. */
  int[] truths() {
    return truths;
  }

  /** Indices of detections; those of a cell lie from {@link #detectionStart}. */
  int[] detections() {
    return detections;
  }

  /** Returns where a cell's true objects begin, and those of the cell before end. */
  int truthStart(int cell) {
    return truthStart[cell];
  }

  /** Returns where a cell's detections begin, and those of the cell before end. */
  int detectionStart(int cell) {
    return detectionStart[cell];
  }
}
