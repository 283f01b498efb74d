package dev.quantmask.pytorch.pickle;

import static dev.quantmask.pytorch.pickle.Opcode.*;
import static dev.quantmask.pytorch.pickle.Pickles.global;
import static dev.quantmask.pytorch.pickle.Pickles.int4;
import static dev.quantmask.pytorch.pickle.Pickles.int8;
import static dev.quantmask.pytorch.pickle.Pickles.read;
import static dev.quantmask.pytorch.pickle.Pickles.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.pytorch.io.FilePosition;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One test a group of operations. */
class UnpicklerTest {
  @Test
  void protocolAndFrames() throws IOException {
    assertThat(read(PROTO, 4, FRAME, int8(2), NONE, STOP)).isNull();
    assertThat(read(PROTO, 5, NONE, STOP)).isNull();
  }

  @Test
  void constants() throws IOException {
    assertThat(read(NONE, STOP)).isNull();
    assertThat(read(NEWTRUE, STOP)).isEqualTo(true);
    assertThat(read(NEWFALSE, STOP)).isEqualTo(false);
    assertThat(read(INT, "01\n", STOP)).isEqualTo(true);
    assertThat(read(INT, "00\n", STOP)).isEqualTo(false);
  }

  @Test
  void integers() throws IOException {
    assertThat(read(BININT, int4(-2), STOP)).isEqualTo(-2L);
    assertThat(read(BININT1, 255, STOP)).isEqualTo(255L);
    assertThat(read(BININT2, 0xfe, 0xff, STOP)).isEqualTo(0xfffeL);
    assertThat(read(INT, "-17\n", STOP)).isEqualTo(-17L);
    assertThat(read(LONG, "12345678901L\n", STOP)).isEqualTo(12345678901L);
    assertThat(read(LONG1, 0, STOP)).isEqualTo(0L);
    assertThat(read(LONG1, 2, 0x00, 0x80, STOP)).isEqualTo(-32768L);
    assertThat(read(LONG4, int4(3), 1, 0, 1, STOP)).isEqualTo(65537L);
    assertThat(read(LONG1, 9, int8(0), 1, STOP)).isEqualTo(BigInteger.TWO.pow(64));
  }

  @Test
  void floats() throws IOException {
    assertThat(read(BINFLOAT, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, STOP)).isEqualTo(1.5);
    assertThat(read(FLOAT, "-2.5e3\n", STOP)).isEqualTo(-2500.0);
    assertThat(read(FLOAT, "inf\n", STOP)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(read(FLOAT, "-inf\n", STOP)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(read(FLOAT, "nan\n", STOP)).isEqualTo(Double.NaN);
  }

  @Test
  void textInUtf8() throws IOException {
    assertThat(read(BINUNICODE, int4(3), 0xe2, 0x82, 0xac, STOP)).isEqualTo("€");
    assertThat(read(SHORT_BINUNICODE, 2, "hi", STOP)).isEqualTo("hi");
    assertThat(read(BINUNICODE8, int8(2), "hi", STOP)).isEqualTo("hi");
  }

  @Test
  void textOfProtocol0() throws IOException {
    assertThat(read(UNICODE, "a\\u20ac\\U0001f600\\n\u00e9\n", STOP)).isEqualTo("a€😀\\n\u00e9");
    assertThat(read(STRING, "'it\\'s\\x41\\n\\\\'\n", STOP)).isEqualTo("it'sA\n\\");
    assertThat(read(STRING, "\"'\"\n", STOP)).isEqualTo("'");
  }

  @Test
  void python2StringsAreTextWhenShortAndBytesWhenLong() throws IOException {
    assertThat(read(SHORT_BINSTRING, 2, "k", 0xe9, STOP)).isEqualTo("k\u00e9");
    assertThat(read(BINSTRING, int4(1), "k", STOP)).isEqualTo("k");
    assertThat(read(BINSTRING, int4(256), new byte[256], STOP))
        .isEqualTo(ByteBuffer.wrap(new byte[256]));
  }

  @Test
  void bytesAreSlices() throws IOException {
    ByteBuffer expected = ByteBuffer.wrap(new byte[] {7, 8});
    assertThat(read(SHORT_BINBYTES, 2, 7, 8, STOP)).isEqualTo(expected);
    assertThat(read(BINBYTES, int4(2), 7, 8, STOP)).isEqualTo(expected);
    assertThat(read(BINBYTES8, int8(2), 7, 8, STOP)).isEqualTo(expected);
    assertThat(read(BYTEARRAY8, int8(2), 7, 8, STOP)).isEqualTo(expected);
    assertThat(((ByteBuffer) read(SHORT_BINBYTES, 1, 7, STOP)).isReadOnly()).isTrue();
  }

  @Test
  void stack() throws IOException {
    assertThat(read(BININT1, 1, BININT1, 2, POP, STOP)).isEqualTo(1L);
    assertThat(read(BININT1, 1, MARK, BININT1, 2, POP_MARK, STOP)).isEqualTo(1L);
    assertThat(read(BININT1, 1, MARK, POP, STOP)).isEqualTo(1L);
    assertThat(read(BININT1, 1, DUP, TUPLE2, STOP)).isEqualTo(List.of(1L, 1L));
  }

  @Test
  void memo() throws IOException {
    assertThat(read(BININT1, 1, PUT, "5\n", POP, GET, "5\n", STOP)).isEqualTo(1L);
    assertThat(read(BININT1, 1, BINPUT, 5, POP, BINGET, 5, STOP)).isEqualTo(1L);
    assertThat(read(BININT1, 1, LONG_BINPUT, int4(-1), POP, LONG_BINGET, int4(-1), STOP))
        .isEqualTo(1L);
    assertThat(read(BININT1, 1, MEMOIZE, BININT1, 2, MEMOIZE, BINGET, 0, TUPLE3, STOP))
        .isEqualTo(List.of(1L, 2L, 1L));
    assertThat(read(NONE, MEMOIZE, POP, BINGET, 0, STOP)).isNull();
  }

  @Test
  void lists() throws IOException {
    assertThat(read(EMPTY_LIST, NONE, APPEND, MARK, NONE, NEWTRUE, APPENDS, STOP))
        .isEqualTo(Arrays.asList(null, null, true));
    assertThat(read(MARK, NEWTRUE, LIST, NEWFALSE, APPEND, STOP)).isEqualTo(List.of(true, false));
  }

  @Test
  void tuples() throws IOException {
    assertThat(read(EMPTY_TUPLE, STOP)).isEqualTo(List.of());
    assertThat(read(NEWTRUE, TUPLE1, STOP)).isEqualTo(List.of(true));
    assertThat(read(NEWTRUE, NEWFALSE, TUPLE2, STOP)).isEqualTo(List.of(true, false));
    assertThat(read(MARK, NEWTRUE, NONE, TUPLE, STOP)).isEqualTo(Arrays.asList(true, null));
  }

  @Test
  void dictsKeepTheirOrder() throws IOException {
    Object dict =
        read(
            EMPTY_DICT,
            MARK,
            text("b"),
            NONE,
            text("a"),
            NEWTRUE,
            SETITEMS,
            text("c"),
            NONE,
            SETITEM,
            STOP);

    assertThat(((Map<?, ?>) dict).keySet().toArray()).containsExactly("b", "a", "c");
    assertThat(read(MARK, text("a"), NEWTRUE, DICT, STOP)).isEqualTo(Map.of("a", true));
  }

  @Test
  void sets() throws IOException {
    assertThat(read(EMPTY_SET, MARK, BININT1, 1, BININT1, 1, ADDITEMS, STOP)).isEqualTo(Set.of(1L));
    assertThat(read(MARK, BININT1, 1, FROZENSET, STOP)).isEqualTo(Set.of(1L));
  }

  @Test
  void globalsStayNames() throws IOException {
    PickledGlobal global = (PickledGlobal) read(global("torch", "float32"), STOP);

    assertThat(global.qualifiedName()).isEqualTo("torch.float32");
    assertThat(read(text("os"), text("system"), STACK_GLOBAL, STOP))
        .isEqualTo(new PickledGlobal("os", "system", new FilePosition("test.pkl", 12)));
    assertThat(((PickledGlobal) read(global("__builtin__", "set"), STOP)).module())
        .isEqualTo("builtins");
  }

  @Test
  void persistentIdsAreLoaded() throws IOException {
    PersistentLoader echo = (id, position) -> List.of("loaded", id, position.offset());

    assertThat(read(echo, BININT1, 1, BINPERSID, STOP)).isEqualTo(List.of("loaded", 1L, 2L));
    assertThat(read(echo, PERSID, "id\n", STOP)).isEqualTo(List.of("loaded", "id", 0L));
  }

  @Test
  void containersMayContainThemselves() throws IOException {
    List<?> list = (List<?>) read(EMPTY_LIST, MEMOIZE, BINGET, 0, APPEND, STOP);

    assertThat(list.get(0)).isSameAs(list);
  }

  @Test
  void containersAsKeysAreNotHashed() throws IOException {
    Object[] nested = new Object[100_003];
    Arrays.fill(nested, TUPLE1);
    nested[0] = EMPTY_DICT;
    nested[1] = EMPTY_TUPLE;
    nested[100_000] = NONE;
    nested[100_001] = SETITEM;
    nested[100_002] = STOP;

    assertThat((Map<?, ?>) read(nested)).hasSize(1);
  }
}
