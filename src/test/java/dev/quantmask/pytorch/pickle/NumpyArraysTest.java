package dev.quantmask.pytorch.pickle;

import static dev.quantmask.pytorch.pickle.Opcode.*;
import static dev.quantmask.pytorch.pickle.Pickles.global;
import static dev.quantmask.pytorch.pickle.Pickles.integers;
import static dev.quantmask.pytorch.pickle.Pickles.pickle;
import static dev.quantmask.pytorch.pickle.Pickles.read;
import static dev.quantmask.pytorch.pickle.Pickles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumpyArraysTest {
  private static final byte[] SIX_BYTES = pickle(SHORT_BINBYTES, 6, 0, 1, 2, 3, 4, 5);

  @Test
  void arraysOfBothOrders() throws IOException {
    Tensor rows = (Tensor) read(array(dtype("u1", "|"), integers(2, 3), NEWFALSE), STOP);
    Tensor columns = (Tensor) read(array(dtype("u1", "|"), integers(2, 3), NEWTRUE), STOP);

    assertThat(rows.toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(columns.toFloats()).containsExactly(0, 2, 4, 1, 3, 5);
  }

  @Test
  void bigEndianIsTurnedRound() throws IOException {
    Tensor tensor = (Tensor) read(array(dtype("i2", ">"), integers(3), NEWFALSE), STOP);

    assertThat(tensor.toFloats()).containsExactly(0x0001, 0x0203, 0x0405);
  }

  @Test
  void theMemoHoldsTheFinishedArray() throws IOException {
    byte[] array = array(dtype("u1", "|"), integers(6), NEWFALSE);
    List<?> twice = (List<?>) read(array, LONG_BINGET, Pickles.int4(9), TUPLE2, STOP);

    assertThat(twice.get(0)).isInstanceOf(Tensor.class).isSameAs(twice.get(1));
  }

  @Test
  void textAndObjectsBecomePlaceholders() throws IOException {
    byte[] strings = array(dtype("U4", "<"), integers(6), NEWFALSE);

    assertThat(read(strings, STOP)).isInstanceOf(PickledObject.class);
    assertThat(((PickledObject) read(strings, STOP)).state()).isInstanceOf(List.class);
  }

  @Test
  void sizesThatLie() {
    assertMalformed("6 elements of INT16, found 6 bytes", dtype("i2", "<"), integers(6));
    assertMalformed("0 elements of UINT8, found 6 bytes", dtype("u1", "|"), integers(0, 6));
    assertMalformed(
        "shape[0] of object.__setstate__: 0 to 2^31 - 1, found -6", dtype("u1", "|"), integers(-6));
    assertMalformed(
        "fewer than 2^63 elements", dtype("u1", "|"), integers(1L << 30, 1L << 30, 1L << 30));
    assertMalformed(
        "state[1] of object.__setstate__: a byte order, found '?'", dtype("u1", "?"), integers(6));
  }

  /** dtype(code, False, True), and its state. */
  private static byte[] dtype(String code, String order) {
    return pickle(
        global("numpy", "dtype"),
        text(code),
        NEWFALSE,
        NEWTRUE,
        TUPLE3,
        REDUCE,
        MARK,
        BININT1,
        3,
        text(order),
        NONE,
        NONE,
        NONE,
        BININT1,
        0,
        TUPLE,
        BUILD);
  }

  /** Under index 9 of the memo. */
  private static byte[] array(byte[] dtype, byte[] shape, Opcode fortran) {
    return pickle(
        global("numpy.core.multiarray", "_reconstruct"),
        global("numpy", "ndarray"),
        integers(0),
        SHORT_BINBYTES,
        1,
        "b",
        TUPLE3,
        REDUCE,
        BINPUT,
        9,
        MARK,
        BININT1,
        1,
        shape,
        dtype,
        fortran,
        SIX_BYTES,
        TUPLE,
        BUILD);
  }

  private static void assertMalformed(String message, byte[] dtype, byte[] shape) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> read(array(dtype, shape, NEWFALSE), STOP))
        .withMessageContaining(message);
  }
}
