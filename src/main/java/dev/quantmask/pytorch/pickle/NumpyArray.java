package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Layout;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.nio.ByteBuffer;
import java.util.List;

/** An array that waits for its state. A class, not a record: each is only equal to itself. */
final class NumpyArray implements Buildable {
  private final Call constructor;

  NumpyArray(Call constructor) {
    this.constructor = constructor;
  }

  /** State: version, shape, dtype, whether in Fortran's order, data. */
  @Override
  public Object build(Call call) throws MalformedCheckpointException {
    List<?> fields = call.list(0, "state");
    if (fields.size() != 5) {
      throw call.wrong("state", "5 fields", fields);
    }
    Call state = call.withArguments(fields);
    if (!(fields.get(2) instanceof NumpyType type)) {
      PickledObject inert = constructor.inert(); // text, objects, records
      inert.setState(fields);
      return inert;
    }
    int[] shape = state.shape(1, "shape");
    boolean fortran = state.flag(3, "is_fortran");
    return tensor(state, type, layout(state, shape, fortran), state.bytes(4, "data"));
  }

  static Layout layout(Call call, int[] shape, boolean fortran)
      throws MalformedCheckpointException {
    try {
      return fortran ? Layout.columnMajor(shape) : Layout.rowMajor(shape);
    } catch (IllegalArgumentException e) {
      throw call.position().problem(Text.format("%s: %s", call.function(), e.getMessage()));
    }
  }

  /** The data must be the layout's elements, no more and no fewer. */
  static Tensor tensor(Call call, NumpyType type, Layout layout, ByteBuffer data)
      throws MalformedCheckpointException {
    DataType dataType = type.dataType();
    if (layout.elementCount() != data.remaining() / dataType.bytes()
        || data.remaining() % dataType.bytes() != 0) {
      throw call.expected(
          "data",
          Text.format("%d elements of %s", layout.elementCount(), dataType),
          Text.format("%d bytes", data.remaining()));
    }
    return Tensor.view(dataType, layout, type.bigEndian() ? reversed(call, dataType, data) : data);
  }

  private static ByteBuffer reversed(Call call, DataType dataType, ByteBuffer data)
      throws MalformedCheckpointException {
    call.budget().spendBytes(data.remaining(), call.position());
    int elementBytes = dataType.bytes();
    ByteBuffer reversed = ByteBuffer.allocate(data.remaining());
    for (int i = 0; i < data.remaining(); i++) {
      int element = i - i % elementBytes;
      reversed.put(element + elementBytes - 1 - i % elementBytes, data.get(data.position() + i));
    }
    return reversed;
  }

  @Override
  public String toString() {
    return "a NumPy array without data";
  }
}
