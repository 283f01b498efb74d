package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The unpickler's stack. No operation reaches below the topmost mark but those that remove it. */
final class PickleStack {
  private final PickleInput input; // for the position in messages
  private final ArrayList<Object> values = new ArrayList<>();
  private int[] marks = new int[16]; // the stack's size when the mark was set
  private int markCount;

  PickleStack(PickleInput input) {
    this.input = input;
  }

  void push(Object value) {
    values.add(value);
  }

  Object pop() throws MalformedCheckpointException {
    needValue();
    return values.remove(values.size() - 1);
  }

  Object top() throws MalformedCheckpointException {
    needValue();
    return values.get(values.size() - 1);
  }

  void replaceTop(Object value) throws MalformedCheckpointException {
    needValue();
    values.set(values.size() - 1, value);
  }

  void mark() {
    if (markCount == marks.length) {
      marks = Arrays.copyOf(marks, markCount * 2);
    }
    marks[markCount++] = values.size();
  }

  /** Returns whether nothing was pushed since the topmost mark. */
  boolean topIsMark() {
    return markCount > 0 && marks[markCount - 1] == values.size();
  }

  /** Removes the mark and what lies above it. */
  List<Object> popToMark() throws MalformedCheckpointException {
    if (markCount == 0) {
      throw input.position().expected("a mark on the stack", "none");
    }
    List<Object> above = values.subList(marks[--markCount], values.size());
    List<Object> popped = new ArrayList<>(above);
    above.clear();
    return popped;
  }

  private void needValue() throws MalformedCheckpointException {
    int floor = markCount == 0 ? 0 : marks[markCount - 1];
    if (values.size() <= floor) {
      throw input.position().expected("a value on the stack", "none");
    }
  }
}
