package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.text.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * Holds what a pickle wants called, and with what. The accessors of arguments name them in
 * messages.
 *
 * @param arguments positional
 */
record Call(
    PickledGlobal function, List<Object> arguments, FilePosition position, CopyBudget budget) {

  /** The placeholder for a call that is not carried out. */
  PickledObject inert() {
    return new PickledObject(function, arguments, position);
  }

  /** The same place and budget, other arguments. */
  Call withArguments(List<?> others) {
    return new Call(function, Collections.unmodifiableList(others), position, budget);
  }

  boolean has(int index) {
    return index < arguments.size();
  }

  Object argument(int index, String name) throws MalformedCheckpointException {
    if (has(index)) {
      return arguments.get(index);
    }
    throw expected(
        name, Text.format("argument %d", index), Text.format("%d arguments", arguments.size()));
  }

  long integer(int index, String name) throws MalformedCheckpointException {
    return typed(Long.class, index, name, "an integer");
  }

  boolean flag(int index, String name) throws MalformedCheckpointException {
    Object argument = argument(index, name);
    if (argument instanceof Boolean flag) {
      return flag;
    }
    if (argument instanceof Long integer) {
      return integer != 0;
    }
    throw wrong(name, "a boolean", argument);
  }

  List<?> list(int index, String name) throws MalformedCheckpointException {
    return typed(List.class, index, name, "a list");
  }

  String text(int index, String name) throws MalformedCheckpointException {
    return typed(String.class, index, name, "a string");
  }

  /** Bytes; from Python 2 they come as text. */
  ByteBuffer bytes(int index, String name) throws MalformedCheckpointException {
    Object argument = argument(index, name);
    if (argument instanceof ByteBuffer bytes) {
      return bytes;
    }
    if (argument instanceof String text) {
      return latin1(text, name);
    }
    throw wrong(name, "bytes", argument);
  }

  /** Text as bytes, a character each. */
  ByteBuffer latin1(String text, String name) throws MalformedCheckpointException {
    budget.spendBytes(text.length(), position);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      if (text.charAt(i) > 0xff) {
        throw expected(
            name, "Latin-1 text", Text.format("character %d at %d", (int) text.charAt(i), i));
      }
    }
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Sizes of dimensions. */
  int[] shape(int index, String name) throws MalformedCheckpointException {
    List<?> list = list(index, name);
    budget.spendElements(list.size(), position);
    int[] shape = new int[list.size()];
    for (int dimension = 0; dimension < shape.length; dimension++) {
      long size = element(list, dimension, name);
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw expected(
            Text.format("%s[%d]", name, dimension), "0 to 2^31 - 1", Long.toString(size));
      }
      shape[dimension] = (int) size;
    }
    return shape;
  }

  /** Strides in elements. */
  long[] strides(int index, String name) throws MalformedCheckpointException {
    List<?> list = list(index, name);
    budget.spendElements(list.size(), position);
    long[] strides = new long[list.size()];
    for (int dimension = 0; dimension < strides.length; dimension++) {
      strides[dimension] = element(list, dimension, name);
    }
    return strides;
  }

  /** Returns an exception for the caller to throw: an argument is not what it should be. */
  MalformedCheckpointException expected(String name, String expected, String found) {
    return position.expected(Text.format("%s of %s: %s", name, function, expected), found);
  }

  /** The same of a value. */
  MalformedCheckpointException wrong(String name, String expected, Object value) {
    return expected(name, expected, ValueDescriber.describe(value));
  }

  private <T> T typed(Class<T> type, int index, String name, String expected)
      throws MalformedCheckpointException {
    Object argument = argument(index, name);
    if (type.isInstance(argument)) {
      return type.cast(argument);
    }
    throw wrong(name, expected, argument);
  }

  private long element(List<?> list, int index, String name) throws MalformedCheckpointException {
    if (list.get(index) instanceof Long integer) {
      return integer;
    }
    throw wrong(Text.format("%s[%d]", name, index), "an integer", list.get(index));
  }
}
