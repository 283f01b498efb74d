package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Layout;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Elements of one type, over which tensors are views. */
public record TypedStorage(DataType dataType, ByteSource bytes) {
  /**
   * What a view may have more than its storage (expanded dimensions): an archive's biggest weight
   * is smaller, and a few bytes must not claim gigabytes.
   */
  private static final long MAX_EXPANDED_ELEMENTS = 1 << 24;

  long elements() {
    return bytes.size() / dataType.bytes();
  }

  /**
   * A part of the storage as a storage.
   *
   * @param offset in elements
   */
  public TypedStorage view(long offset, long count, FilePosition position) throws IOException {
    if (offset < 0 || count < 0 || offset > elements() || count > elements() - offset) {
      throw position.expected(
          Text.format("a view inside the %d elements of %s", elements(), bytes.name()),
          Text.format("%d elements at %d", count, offset));
    }
    long elementBytes = dataType.bytes();
    return new TypedStorage(
        dataType, bytes.part(bytes.name(), offset * elementBytes, count * elementBytes));
  }

  /**
   * A tensor over the storage.
   *
   * @param as what the bytes are read as
   * @param offset of element (0, …, 0), in elements
   * @param position of the call that wants it
   */
  Tensor tensor(DataType as, long offset, Layout layout, FilePosition position) throws IOException {
    long available = bytes.size() / as.bytes();
    if (offset < 0 || offset > available || layout.span() > available - offset) {
      throw position.expected(
          Text.format("a view inside the %d elements of %s", available, bytes.name()),
          Text.format("%s at offset %d", layout, offset));
    }
    if (layout.elementCount() > Math.max(available, MAX_EXPANDED_ELEMENTS)) {
      throw position.expected(
          Text.format("an expanded view of at most %d elements", MAX_EXPANDED_ELEMENTS),
          layout.toString());
    }
    if (layout.elementCount() > Integer.MAX_VALUE / as.bytes()) {
      throw position.expected("a tensor of less than 2 GB", layout.toString());
    }
    ByteBuffer slice = bytes.slice(offset * as.bytes(), layout.span() * as.bytes());
    return Tensor.view(as, layout, slice);
  }

  @Override
  public String toString() {
    return Text.format("storage %s of %d elements of %s", bytes.name(), elements(), dataType);
  }
}
