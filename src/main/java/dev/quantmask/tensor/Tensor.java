package dev.quantmask.tensor;

import dev.quantmask.text.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A (possibly strided) read-only view of little-endian storage. Nothing is copied before a method
 * asks for values, and the storage may be a mapped file.
 */
public final class Tensor {
  private final DataType dataType;
  private final Layout layout;
  private final ByteBuffer storage; // starts at the first element of the view

  private Tensor(DataType dataType, Layout layout, ByteBuffer storage) {
    this.dataType = dataType;
    this.layout = layout;
    this.storage = storage;
  }

  /** A FLOAT32 tensor of a copy of the values, in row-major order. */
  public static Tensor ofFloats(float[] values, int... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ofBytes(DataType.FLOAT32, bytes.array(), shape);
  }

  /** A tensor over the bytes themselves (no copy), in row-major order. */
  public static Tensor ofBytes(DataType dataType, byte[] littleEndian, int... shape) {
    Layout layout = Layout.rowMajor(shape);
    if (layout.elementCount() != littleEndian.length / dataType.bytes()
        || littleEndian.length % dataType.bytes() != 0) {
      throw new IllegalArgumentException(
          Text.format(
              "littleEndian: expected %d elements of %s, found %d bytes",
              layout.elementCount(), dataType, littleEndian.length));
    }
    return view(dataType, layout, ByteBuffer.wrap(littleEndian));
  }

  /**
   * A view of storage.
   *
   * @param storage little-endian; its position is where element (0, …, 0) lies
   * @throws IllegalArgumentException when an element would lie outside the storage, or the values
   *     are too many to be copied into one buffer (2 GB)
   */
  public static Tensor view(DataType dataType, Layout layout, ByteBuffer storage) {
    long available = storage.remaining() / dataType.bytes();
    if (layout.span() > available) {
      throw new IllegalArgumentException(
          Text.format(
              "storage: expected at least %d elements of %s for %s, found %d",
              layout.span(), dataType, layout, available));
    }
    if (layout.elementCount() > Integer.MAX_VALUE / dataType.bytes()) {
      throw new IllegalArgumentException(
          Text.format(
              "shape: expected less than 2 GB of values, found %d elements of %s",
              layout.elementCount(), dataType));
    }
    int length = (int) (layout.span() * dataType.bytes());
    ByteBuffer slice = storage.slice(storage.position(), length).asReadOnlyBuffer();
    return new Tensor(dataType, layout, slice.order(ByteOrder.LITTLE_ENDIAN));
  }

  public DataType dataType() {
    return dataType;
  }

  public int[] shape() {
    return layout.shape();
  }

  /** The product of the shape: 1 for a scalar, 0 for an empty tensor. */
  public long elementCount() {
    return layout.elementCount();
  }

  /**
   * The values in row-major order, as a new array. FLOAT64, INT32 and INT64 are rounded to the
   * nearest float; BOOL becomes 0 or 1.
   */
  public float[] toFloats() {
    return FloatConversion.toFloats(dataType, contiguousBytes());
  }

  /**
   * The values in row-major order, little-endian and read-only: a slice of the storage when they
   * lie so already, else a copy.
   */
  public ByteBuffer contiguousBytes() {
    if (layout.isRowMajor()) {
      return storage.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer copy = StridedCopy.toRowMajor(dataType.bytes(), layout, storage);
    return copy.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String toString() {
    return Text.format("%s, %s", dataType, layout);
  }
}
