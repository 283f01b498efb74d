package dev.quantmask.tensor;

import dev.quantmask.text.Text;
import java.util.Arrays;

/**
 * Shape and strides of a view, both in elements. No arithmetic on a layout overflows: what does not
 * fit is refused when the layout is made.
 */
public final class Layout {
  /** As in torch. */
  private static final int MAX_DIMENSIONS = 64;

  private final int[] shape;
  private final long[] strides;
  private final long elementCount;
  private final long span;

  /**
   * @param strides in elements, none negative; an expanded dimension has stride 0
   * @throws IllegalArgumentException naming the field that cannot be
   */
  public Layout(int[] shape, long[] strides) {
    this.shape = shape.clone();
    this.strides = strides.clone();
    this.elementCount = countElements(this.shape);
    this.span = findSpan(this.shape, this.strides, elementCount);
  }

  /** Rows after rows: the last dimension has stride 1. */
  public static Layout rowMajor(int... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    countElements(shape);
    for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
      strides[dimension] = stride;
      stride *= Math.max(1, shape[dimension]);
    }
    return new Layout(shape, strides);
  }

  /** Fortran's order: the first dimension has stride 1. */
  public static Layout columnMajor(int... shape) {
    int[] reversed = new int[shape.length];
    int[] axes = new int[shape.length];
    for (int dimension = 0; dimension < shape.length; dimension++) {
      reversed[dimension] = shape[shape.length - 1 - dimension];
      axes[dimension] = shape.length - 1 - dimension;
    }
    return rowMajor(reversed).permuted(axes);
  }

  /**
   * The same elements with the dimensions in another order.
   *
   * @param axes dimension {@code i} of the result is dimension {@code axes[i]} of this
   */
  public Layout permuted(int... axes) {
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted.length != shape.length || sorted[i] != i) {
        throw new IllegalArgumentException(
            Text.format(
                "axes: expected a permutation of %d dimensions, found %s",
                shape.length, Arrays.toString(axes)));
      }
    }
    int[] permutedShape = new int[axes.length];
    long[] permutedStrides = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      permutedShape[i] = shape[axes[i]];
      permutedStrides[i] = strides[axes[i]];
    }
    return new Layout(permutedShape, permutedStrides);
  }

  int[] shape() {
    return shape.clone();
  }

  /** Returns the strides in elements. */
  long[] strides() {
    return strides.clone();
  }

  /** Returns how many elements the view has; more than its storage when a dimension is expanded. */
  public long elementCount() {
    return elementCount;
  }

  /** Elements of storage from the first to the last that the view touches, both included. */
  public long span() {
    return span;
  }

  /** Returns whether the elements lie one after the other in row-major order. */
  boolean isRowMajor() {
    long expected = 1;
    for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
      // The stride of a dimension of one element is never used, and torch writes any there.
      if (shape[dimension] != 1 && strides[dimension] != expected) {
        return elementCount == 0;
      }
      expected *= Math.max(1, shape[dimension]);
    }
    return true;
  }

  private static long countElements(int[] shape) {
    if (shape.length > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(
          Text.format(
              "shape: expected at most %d dimensions, found %d", MAX_DIMENSIONS, shape.length));
    }
    long count = 1;
    boolean empty = false;
    for (int dimension = 0; dimension < shape.length; dimension++) {
      int size = shape[dimension];
      if (size < 0) {
        throw new IllegalArgumentException(
            Text.format("shape[%d]: expected at least 0, found %d", dimension, size));
      }
      empty |= size == 0;
      try {
        count = Math.multiplyExact(count, (long) Math.max(1, size));
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "shape: expected fewer than 2^63 elements, found " + Arrays.toString(shape), e);
      }
    }
    return empty ? 0 : count;
  }

  private static long findSpan(int[] shape, long[] strides, long elementCount) {
    if (strides.length != shape.length) {
      throw new IllegalArgumentException(
          Text.format(
              "strides: expected %d as the shape has dimensions, found %d",
              shape.length, strides.length));
    }
    long last = 0;
    for (int dimension = 0; dimension < shape.length; dimension++) {
      long stride = strides[dimension];
      if (stride < 0) {
        throw new IllegalArgumentException(
            Text.format("strides[%d]: expected at least 0, found %d", dimension, stride));
      }
      try {
        long steps = Math.max(0, shape[dimension] - 1);
        last = Math.addExact(last, Math.multiplyExact(steps, stride));
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "strides: expected a view of fewer than 2^63 elements, found "
                + Arrays.toString(strides),
            e);
      }
    }
    if (last == Long.MAX_VALUE) {
      throw new IllegalArgumentException("strides: expected a view of fewer than 2^63 elements");
    }
    return elementCount == 0 ? 0 : last + 1;
  }

  @Override
  public String toString() {
    return Text.format("shape %s, strides %s", Arrays.toString(shape), Arrays.toString(strides));
  }
}
