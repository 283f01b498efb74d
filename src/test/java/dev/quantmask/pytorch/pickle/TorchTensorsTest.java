package dev.quantmask.pytorch.pickle;

import static dev.quantmask.pytorch.pickle.Opcode.*;
import static dev.quantmask.pytorch.pickle.Pickles.global;
import static dev.quantmask.pytorch.pickle.Pickles.integer;
import static dev.quantmask.pytorch.pickle.Pickles.integers;
import static dev.quantmask.pytorch.pickle.Pickles.pickle;
import static dev.quantmask.pytorch.pickle.Pickles.read;
import static dev.quantmask.pytorch.pickle.Pickles.storage;
import static dev.quantmask.pytorch.pickle.Pickles.tensor;
import static dev.quantmask.pytorch.pickle.Pickles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TorchTensorsTest {
  /** Six floats 0 to 5, whatever the id says. */
  private static final PersistentLoader SIX =
      (id, position) -> {
        StorageId storage = StorageId.parse(id, position);
        if (storage.dataType() == null) {
          return storage.inert(position);
        }
        byte[] bytes = Pickles.float4(0, 1, 2, 3, 4, 5);
        return new TypedStorage(
            storage.dataType(), ByteSource.of("data/0", ByteBuffer.wrap(bytes)));
      };

  private static final byte[] FLOATS = storage("FloatStorage", "0", 6);

  @Test
  void viewsOfAStorage() throws IOException {
    Tensor rows = (Tensor) read(SIX, tensor(FLOATS, 2, integers(2, 2), integers(2, 1)), STOP);
    Tensor scalar = (Tensor) read(SIX, tensor(FLOATS, 5, integers(), integers()), STOP);
    Tensor empty = (Tensor) read(SIX, tensor(FLOATS, 6, integers(0), integers(1)), STOP);

    assertThat(rows.toFloats()).containsExactly(2, 3, 4, 5);
    assertThat(scalar.toFloats()).containsExactly(5);
    assertThat(empty.elementCount()).isZero();
  }

  @Test
  void oldTensorsAndParameters() throws IOException {
    byte[] old =
        pickle(
            global("torch._utils", "_rebuild_tensor"),
            MARK,
            FLOATS,
            integer(1),
            integers(2),
            integers(2),
            TUPLE,
            REDUCE);
    byte[] parameter =
        pickle(global("torch._utils", "_rebuild_parameter"), old, NEWTRUE, NONE, TUPLE3, REDUCE);

    assertThat(((Tensor) read(SIX, old, STOP)).toFloats()).containsExactly(1, 3);
    assertThat(((Tensor) read(SIX, parameter, STOP)).toFloats()).containsExactly(1, 3);
  }

  @Test
  void untypedStoragesTakeTheTypeOfTheTensor() throws IOException {
    Tensor tensor = (Tensor) read(SIX, version3("float16"), STOP);

    assertThat(tensor.dataType()).isEqualTo(DataType.FLOAT16);
    assertThat(tensor.shape()).containsExactly(12);
  }

  @Test
  void unknownTypesBecomePlaceholders() throws IOException {
    byte[] complex = storage("ComplexFloatStorage", "0", 3);
    PickledObject ofStorage =
        (PickledObject) read(SIX, tensor(complex, 0, integers(3), integers(1)), STOP);
    PickledObject ofDtype = (PickledObject) read(SIX, version3("uint16"), STOP);

    assertThat(ofStorage.global().qualifiedName()).isEqualTo("torch.ComplexFloatStorage");
    assertThat(ofDtype.global().qualifiedName()).isEqualTo("torch.uint16");
  }

  @Test
  void negatedTensorsBecomePlaceholders() throws IOException {
    Object value =
        read(
            SIX,
            global("torch._utils", "_rebuild_tensor_v2"),
            MARK,
            FLOATS,
            integer(0),
            integers(6),
            integers(1),
            NEWFALSE,
            NONE,
            EMPTY_DICT,
            text("neg"),
            NEWTRUE,
            SETITEM,
            TUPLE,
            REDUCE,
            STOP);

    assertThat(value).isInstanceOf(PickledObject.class);
  }

  @Test
  void viewsBeyondTheStorage() {
    String inside = "expected a view inside the 6 elements of data/0, found shape [2, 3]";
    assertMalformed(inside, tensor(FLOATS, 1, integers(2, 3), integers(3, 1)));
    assertMalformed(inside, tensor(FLOATS, -1, integers(2, 3), integers(3, 1)));
    assertMalformed(inside, tensor(FLOATS, Long.MAX_VALUE, integers(2, 3), integers(3, 1)));
    assertMalformed(inside, tensor(FLOATS, 0, integers(2, 3), integers(6, 1)));
  }

  @Test
  void shapesThatCannotBe() {
    assertMalformed(
        "size[0] of torch._utils._rebuild_tensor_v2: 0 to 2^31 - 1, found -1",
        tensor(FLOATS, 0, integers(-1), integers(1)));
    assertMalformed(
        "size[1] of torch._utils._rebuild_tensor_v2: 0 to 2^31 - 1, found 4294967296",
        tensor(FLOATS, 0, integers(1, 1L << 32), integers(1, 1)));
    assertMalformed(
        "shape: expected fewer than 2^63 elements",
        tensor(FLOATS, 0, integers(1L << 30, 1L << 30, 1L << 30), integers(0, 0, 0)));
    assertMalformed(
        "strides[0]: expected at least 0, found -1", tensor(FLOATS, 5, integers(6), integers(-1)));
    assertMalformed(
        "strides: expected 1 as the shape has dimensions, found 2",
        tensor(FLOATS, 0, integers(6), integers(1, 1)));
    assertMalformed(
        "an expanded view of at most 16777216 elements",
        tensor(FLOATS, 0, integers(1 << 25), integers(0)));
  }

  @Test
  void argumentsThatAreMissingOrWrong() {
    byte[] rebuild = global("torch._utils", "_rebuild_tensor_v2");
    assertMalformed(
        "storage of torch._utils._rebuild_tensor_v2: argument 0, found 0 arguments",
        pickle(rebuild, EMPTY_TUPLE, REDUCE));
    assertMalformed("a storage, found None", pickle(rebuild, NONE, TUPLE1, REDUCE));
    assertMalformed(
        "storage_offset of torch._utils._rebuild_tensor_v2: an integer, found None",
        pickle(rebuild, FLOATS, NONE, TUPLE2, REDUCE));
    assertMalformed(
        "size of torch._utils._rebuild_tensor_v2: a list, found 0",
        pickle(rebuild, FLOATS, integer(0), integer(0), TUPLE3, REDUCE));
  }

  @Test
  void storageIds() {
    assertMalformed("a storage id of 5 or 6 fields, found 1", pickle(BININT1, 1, BINPERSID));
    assertMalformed("'storage' as storage id[0], found 1", integersId(1, 2, 3, 4, 5));
    assertMalformed(
        "an element count as storage id[4], found -1", storage("FloatStorage", "0", -1));
  }

  private static byte[] integersId(long... values) {
    return pickle(integers(values), BINPERSID);
  }

  private static byte[] version3(String dtype) {
    return pickle(
        global("torch._utils", "_rebuild_tensor_v3"),
        MARK,
        storage("UntypedStorage", "0", 24),
        integer(0),
        integers(12),
        integers(1),
        NEWFALSE,
        NONE,
        global("torch", dtype),
        TUPLE,
        REDUCE);
  }

  private static void assertMalformed(String message, byte[] parts) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> read(SIX, parts, STOP))
        .withMessageStartingWith("test.pkl, byte ")
        .withMessageContaining(message);
  }
}
