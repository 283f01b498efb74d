package dev.quantmask.torchscript;

import dev.quantmask.tensor.Tensor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What unpickled values are called in messages. */
final class Values {
  private static final int MAX_TEXT = 120;

  private Values() {}

  /** A few words; never the contents of a container, which may contain itself. */
  static String describe(Object value) {
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
      return "an integer of %d bits".formatted(integer.bitLength());
    }
    if (value instanceof ByteBuffer bytes) {
      return "%d bytes".formatted(bytes.remaining());
    }
    if (value instanceof List<?> list) {
      return "a list of %d".formatted(list.size());
    }
    if (value instanceof Map<?, ?> map) {
      return "a dict of %d".formatted(map.size());
    }
    if (value instanceof Set<?> set) {
      return "a set of %d".formatted(set.size());
    }
    if (value instanceof Tensor) {
      return "a tensor";
    }
    return value.toString();
  }

  /** Text of a hostile file, at a length that fits a message, without control characters. */
  static String shorten(String text) {
    String start = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
