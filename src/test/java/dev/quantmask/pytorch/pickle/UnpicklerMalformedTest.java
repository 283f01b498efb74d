package dev.quantmask.pytorch.pickle;

import static dev.quantmask.pytorch.pickle.Opcode.*;
import static dev.quantmask.pytorch.pickle.Pickles.global;
import static dev.quantmask.pytorch.pickle.Pickles.int4;
import static dev.quantmask.pytorch.pickle.Pickles.int8;
import static dev.quantmask.pytorch.pickle.Pickles.pickle;
import static dev.quantmask.pytorch.pickle.Pickles.read;
import static dev.quantmask.pytorch.pickle.Pickles.text;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UnpicklerMalformedTest {
  @Test
  void truncation() {
    assertMalformed("byte 0: expected 1 bytes, found 0 before the end");
    assertMalformed("byte 0: expected 4 bytes, found 1", BININT, 1);
    assertMalformed("byte 2: expected 1 bytes", PROTO, 2);
    assertMalformed("byte 0: expected 1 bytes", INT, "12");
    assertMalformed("byte 1: expected 100 bytes, found 2", NONE, FRAME, int8(100), NONE, STOP);
  }

  @Test
  void trailingBytes() {
    assertMalformed("byte 2: expected the end after the pickle, found 3 bytes", NONE, STOP, "abc");
  }

  @Test
  void unknownOperationsAndProtocols() {
    assertMalformed("expected a pickle operation, found byte 0xff", 0xff);
    assertMalformed("expected pickle protocol 0 to 5, found 6", PROTO, 6);
    assertMalformed("expected a global in the file", EXT1, 1);
    assertMalformed("expected data in the file", NEXT_BUFFER);
    assertMalformed("expected no persistent id, found 1", BININT1, 1, BINPERSID);
  }

  @Test
  void lengthsThatLie() {
    assertMalformed("expected 4294967295 bytes", BINUNICODE, int4(-1), "a");
    assertMalformed("expected 9223372036854775807 bytes", BINBYTES8, int8(Long.MAX_VALUE));
    assertMalformed("expected -1 bytes", BYTEARRAY8, int8(-1));
    assertMalformed("expected -5 bytes", BINSTRING, int4(-5));
    assertMalformed("an integer of at most 1024 bytes, found -1", LONG4, int4(-1));
    assertMalformed("an integer of at most 1024 bytes, found 2147483647", LONG4, int4(0x7fffffff));
    assertMalformed("an integer of at most 1024 digits", LONG, "9".repeat(5000) + "\n");
  }

  @Test
  void stackUnderflow() {
    assertMalformed("byte 0: expected a value on the stack, found none", STOP);
    assertMalformed("expected a value on the stack", POP);
    assertMalformed("expected a mark on the stack", NONE, TUPLE);
    assertMalformed("expected a value on the stack", NONE, TUPLE2);
    assertMalformed("byte 2: expected a value on the stack", NONE, MARK, TUPLE1);
    assertMalformed("byte 2: expected a value on the stack", EMPTY_LIST, MARK, APPEND);
  }

  @Test
  void memoWithoutTheValue() {
    assertMalformed("expected a value under index 7 of the memo, found none", BINGET, 7);
    assertMalformed("expected an index of the memo, found -1", NONE, PUT, "-1\n");
    assertMalformed("expected a value on the stack", MEMOIZE);
  }

  @Test
  void valuesOfTheWrongKind() {
    assertMalformed("expected a list to append to, found 1", BININT1, 1, NONE, APPEND);
    assertMalformed("expected a list to append to, found a list of 0", EMPTY_TUPLE, NONE, APPEND);
    assertMalformed("expected a dict to put into, found None", NONE, NONE, NONE, SETITEM);
    assertMalformed("expected keys and values in pairs, found 1", EMPTY_DICT, MARK, NONE, SETITEMS);
    assertMalformed("expected a set to add to", EMPTY_LIST, MARK, NONE, ADDITEMS);
    assertMalformed("expected a global to call, found 'f'", text("f"), EMPTY_TUPLE, REDUCE);
    assertMalformed("expected arguments in a tuple", global("a", "b"), NONE, REDUCE);
    assertMalformed("expected two strings that name a global", NONE, text("b"), STACK_GLOBAL);
    assertMalformed("expected an object that takes a state", EMPTY_LIST, NONE, BUILD);
    assertMalformed("expected keywords in a dict", global("a", "b"), EMPTY_TUPLE, NONE, NEWOBJ_EX);
    assertMalformed("expected a class above the mark", MARK, OBJ);
  }

  @Test
  void textThatIsNone() {
    assertMalformed("expected UTF-8", SHORT_BINUNICODE, 1, 0xff);
    assertMalformed("expected an integer, found 'x'", INT, "x\n");
    assertMalformed("expected a number, found 'x'", FLOAT, "x\n");
    assertMalformed("expected a quoted string", STRING, "'x\n");
    assertMalformed("expected a quoted string", STRING, "'\\'\n");
    assertMalformed("expected a quoted string", STRING, "'\\x4'\n");
    assertMalformed("raw-unicode-escape", UNICODE, "\\u12\n");
    assertMalformed("raw-unicode-escape", UNICODE, "\\Uffffffff\n");
  }

  @Test
  void endlessOperations() {
    byte[] marks = new byte[2_000_001];
    Arrays.fill(marks, (byte) MARK.code());

    assertMalformed("more than 2000000 operations", marks);
  }

  @Test
  void copiesOfCopies() {
    byte[] encode = pickle(BINGET, 0, BINGET, 1, REDUCE, POP);
    Object[] parts = new Object[2_004];
    Arrays.fill(parts, encode);
    parts[0] = pickle(global("_codecs", "encode"), MEMOIZE);
    parts[1] = pickle(BINUNICODE, int4(100_000), new byte[100_000]);
    parts[2] = pickle(text("latin1"), TUPLE2, MEMOIZE);

    assertMalformed("the pickle makes many times its own size of copies", parts);
  }

  @Test
  void argumentsOfTheAllowList() {
    byte[] dict = global("collections", "OrderedDict");
    assertMalformed(
        "items of collections.OrderedDict: a list, found 1", dict, BININT1, 1, TUPLE1, REDUCE);
    assertMalformed(
        "items of collections.OrderedDict: pairs, found None",
        dict,
        MARK,
        NONE,
        LIST,
        TUPLE1,
        REDUCE);
    byte[] encode = global("_codecs", "encode");
    assertMalformed("text of _codecs.encode: argument 0", encode, EMPTY_TUPLE, REDUCE);
    assertMalformed(
        "text of _codecs.encode: Latin-1 text, found character 8364 at 0",
        encode,
        BINUNICODE,
        int4(3),
        0xe2,
        0x82,
        0xac,
        text("latin1"),
        TUPLE2,
        REDUCE);
  }

  private static void assertMalformed(String message, Object... parts) {
    assertThatExceptionOfType(MalformedCheckpointException.class)
        .isThrownBy(() -> read(parts))
        .withMessageStartingWith("test.pkl, byte ")
        .withMessageContaining(message);
  }
}
