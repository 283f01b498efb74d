package dev.quantmask.pytorch.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Pickles built by hand. */
public final class Pickles {
  private Pickles() {}

  /** Operations, single bytes (Integer), text (Latin-1) and raw bytes, one after the other. */
  public static byte[] pickle(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Opcode opcode) {
        bytes.write(opcode.code());
      } else if (part instanceof Integer single) {
        bytes.write(single);
      } else if (part instanceof String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      } else {
        bytes.writeBytes((byte[]) part);
      }
    }
    return bytes.toByteArray();
  }

  static byte[] int4(long value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array();
  }

  public static byte[] int8(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  public static byte[] float4(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** SHORT_BINUNICODE of ASCII. */
  public static byte[] text(String text) {
    return pickle(Opcode.SHORT_BINUNICODE, text.length(), text);
  }

  /** GLOBAL. */
  public static byte[] global(String module, String name) {
    return pickle(Opcode.GLOBAL, module + "\n" + name + "\n");
  }

  /** A tuple of integers. */
  public static byte[] integers(long... values) {
    Object[] parts = new Object[values.length + 2];
    parts[0] = Opcode.MARK;
    for (int i = 0; i < values.length; i++) {
      parts[i + 1] = integer(values[i]);
    }
    parts[values.length + 1] = Opcode.TUPLE;
    return pickle(parts);
  }

  /** LONG1. */
  public static byte[] integer(long value) {
    return pickle(Opcode.LONG1, 8, int8(value));
  }

  /** BINPERSID of a storage as torch names it. */
  public static byte[] storage(String type, String key, long elements) {
    return pickle(
        Opcode.MARK,
        text("storage"),
        global("torch", type),
        text(key),
        text("cpu"),
        integer(elements),
        Opcode.TUPLE,
        Opcode.BINPERSID);
  }

  /** A tensor as torch pickles it. */
  public static byte[] tensor(byte[] storage, long offset, byte[] size, byte[] stride) {
    return pickle(
        global("torch._utils", "_rebuild_tensor_v2"),
        Opcode.MARK,
        storage,
        integer(offset),
        size,
        stride,
        Opcode.NEWFALSE,
        global("collections", "OrderedDict"),
        Opcode.EMPTY_TUPLE,
        Opcode.REDUCE,
        Opcode.TUPLE,
        Opcode.REDUCE);
  }

  /** Reads parts as a pickle without storages. */
  static Object read(Object... parts) throws IOException {
    return read(PersistentLoader.NONE, parts);
  }

  static Object read(PersistentLoader loader, Object... parts) throws IOException {
    return Unpickler.read("test.pkl", ByteBuffer.wrap(pickle(parts)), loader);
  }
}
