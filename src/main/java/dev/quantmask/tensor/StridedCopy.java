package dev.quantmask.tensor;

import dev.quantmask.text.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Gathers the elements of a strided view. */
final class StridedCopy {
  private StridedCopy() {}

  /** The elements in row-major order, in a new little-endian buffer. */
  static ByteBuffer toRowMajor(int elementBytes, Layout layout, ByteBuffer storage) {
    int[] shape = layout.shape();
    long[] strides = layout.strides();
    int elements = Math.toIntExact(layout.elementCount());
    ByteBuffer target = ByteBuffer.allocate(elements * elementBytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] index = new int[shape.length];
    long position = 0; // in elements of storage
    for (int element = 0; element < elements; element++) {
      copyElement(elementBytes, storage, (int) position * elementBytes, target);
      // The next index: the last dimension runs fastest, and a full one carries to its left.
      for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
        position += strides[dimension];
        if (++index[dimension] < shape[dimension]) {
          break;
        }
        position -= strides[dimension] * shape[dimension];
        index[dimension] = 0;
      }
    }
    return target.flip();
  }

  private static void copyElement(int bytes, ByteBuffer from, int position, ByteBuffer to) {
    switch (bytes) {
      case 1 -> to.put(from.get(position));
      case 2 -> to.putShort(from.getShort(position));
      case 4 -> to.putInt(from.getInt(position));
      case 8 -> to.putLong(from.getLong(position));
      default -> throw new IllegalStateException(Text.format("elements of %d bytes", bytes));
    }
  }
}
