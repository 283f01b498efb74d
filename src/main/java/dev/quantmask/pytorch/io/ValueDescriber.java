package dev.quantmask.pytorch.io;

import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes unpickled values in messages. */
public final class ValueDescriber {
  private static final int MAX_TEXT = 120;

  private ValueDescriber() {}

  /** A few words; never the contents of a container, which may contain itself. */
  public static String describe(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return "'" + shorten(text) + "'";
    }
    if (value instanceof Boolean || value instanceof Long || value instanceof Double) {
      return value.toString();
    }
    if (value instanceof BigInteger integer) {
      return Text.format("an integer of %d bits", integer.bitLength());
    }
    if (value instanceof ByteBuffer bytes) {
      return Text.format("%d bytes", bytes.remaining());
    }
    if (value instanceof List<?> list) {
      return Text.format("a list of %d", list.size());
    }
    if (value instanceof Map<?, ?> map) {
      return Text.format("a dict of %d", map.size());
    }
    if (value instanceof Set<?> set) {
      return Text.format("a set of %d", set.size());
    }
    if (value instanceof Tensor) {
      return "a tensor";
    }
    return value.toString();
  }

  /** Text of a hostile file, at a length that fits a message, without control characters. */
  public static String shorten(String text) {
    String start = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
