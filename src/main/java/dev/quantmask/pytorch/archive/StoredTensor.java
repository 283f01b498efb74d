package dev.quantmask.pytorch.archive;

import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import java.util.function.Supplier;

/**
 * A tensor of an archive. Its values are made when they are written, so that a model never lies in
 * memory whole.
 *
 * @param channelsLast lay a 4-dimensional tensor out with the second dimension innermost
 * @param values must give the type and shape declared here, each time the same
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredTensor(
    DataType dataType, int[] shape, boolean channelsLast, Supplier<Tensor> values) {
  public StoredTensor {
    if (channelsLast && shape.length != 4) {
      throw new IllegalArgumentException(
          "shape: expected 4 dimensions for channels last, found " + shape.length);
    }
  }

  /** Small values that may lie in memory. */
  public static StoredTensor of(float[] values, int... shape) {
    return new StoredTensor(DataType.FLOAT32, shape, false, () -> Tensor.ofFloats(values, shape));
  }

  long elementCount() {
    long count = 1;
    for (int side : shape) {
      count *= side;
    }
    return count;
  }

  long[] strides() {
    int[] order = channelsLast ? new int[] {0, 2, 3, 1} : null;
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      int dimension = channelsLast ? order[i] : i;
      strides[dimension] = stride;
      stride *= shape[dimension];
    }
    return strides;
  }
}
