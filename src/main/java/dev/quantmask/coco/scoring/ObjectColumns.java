package dev.quantmask.coco.scoring;

import dev.quantmask.coco.json.TextIds;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Segmentation;
import java.util.Arrays;

/** Holds what true and detected objects have in common, a column each: no object per object. */
final class ObjectColumns {
  private static final int BOX = 4;

  private long[] imageId = new long[256];
  private long[] categoryId = new long[256];
  private double[] area = new double[256];
  private double[] boxes = new double[256 * BOX]; // (size, 4)
  private Segmentation[] segmentation = new Segmentation[256];
  private int size;

  void add(
      long ownImageId,
      long ownCategoryId,
      double ownArea,
      CocoBox box,
      Segmentation ownSegmentation) {
    if (size == imageId.length) {
      grow();
    }
    imageId[size] = ownImageId;
    categoryId[size] = ownCategoryId;
    area[size] = ownArea;
    boxes[size * BOX] = box.x();
    boxes[size * BOX + 1] = box.y();
    boxes[size * BOX + 2] = box.width();
    boxes[size * BOX + 3] = box.height();
    segmentation[size] = ownSegmentation;
    size++;
  }

  private void grow() {
    int capacity = size * 2;
    imageId = Arrays.copyOf(imageId, capacity);
    categoryId = Arrays.copyOf(categoryId, capacity);
    area = Arrays.copyOf(area, capacity);
    boxes = Arrays.copyOf(boxes, capacity * BOX);
    segmentation = Arrays.copyOf(segmentation, capacity);
  }

  /** Gives ids that were texts numbers in the order of the texts. */
  void rank(TextIds texts) {
    for (int i = 0; i < size; i++) {
      imageId[i] = texts.ranked(imageId[i]);
      categoryId[i] = texts.ranked(categoryId[i]);
    }
  }

  int size() {
    return size;
  }

  long imageId(int index) {
    return imageId[index];
  }

  long categoryId(int index) {
    return categoryId[index];
  }

  double area(int index) {
    return area[index];
  }

  CocoBox box(int index) {
    int at = index * BOX;
    return new CocoBox(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
  }

  /** {@code (objects, 4)}, longer than there are objects: x, y, width, height. */
  double[] boxes() {
    return boxes;
  }

  /** Null if the object has a box only. */
  Segmentation segmentation(int index) {
    return segmentation[index];
  }
}
