package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.DataType;
import java.util.List;

/**
 * NumPy's dtype.
 *
 * @param bigEndian whether the bytes of each element are to be turned round
 */
record NumpyType(DataType dataType, boolean bigEndian) implements Buildable {
  /** The type of a code such as {@code f4}, with or without a byte order; null when unknown. */
  static NumpyType of(String code) {
    boolean ordered = !code.isEmpty() && "<>|=".indexOf(code.charAt(0)) >= 0;
    DataType dataType =
        switch (ordered ? code.substring(1) : code) {
          case "f2" -> DataType.FLOAT16;
          case "f4" -> DataType.FLOAT32;
          case "f8" -> DataType.FLOAT64;
          case "i1" -> DataType.INT8;
          case "u1" -> DataType.UINT8;
          case "i2" -> DataType.INT16;
          case "i4" -> DataType.INT32;
          case "i8" -> DataType.INT64;
          case "b1" -> DataType.BOOL;
          default -> null;
        };
    return dataType == null ? null : new NumpyType(dataType, ordered && code.charAt(0) == '>');
  }

  /** State: version, byte order, and what only compound types have. */
  @Override
  public Object build(Call call) throws MalformedCheckpointException {
    List<?> state = call.list(0, "state");
    if (state.size() < 2 || !(state.get(1) instanceof String order)) {
      throw call.wrong("state", "a version and a byte order", state);
    }
    return switch (order) {
      case "<", "|", "=" -> new NumpyType(dataType, false);
      case ">" -> new NumpyType(dataType, true);
      default -> throw call.wrong("state[1]", "a byte order", order);
    };
  }
}
