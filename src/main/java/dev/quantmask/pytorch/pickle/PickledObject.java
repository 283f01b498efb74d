package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what a pickle wants made by a global that is not on the allow-list: nothing was called, and
 * here is what it would have been given. Two objects are equal only when they are the same.
 */
public final class PickledObject {
  private final PickledGlobal global;
  private final List<Object> arguments;
  private final FilePosition position;
  private final List<Object> elements = new ArrayList<>();
  private final Map<Object, Object> items = new LinkedHashMap<>();
  private Object state;

  public PickledObject(PickledGlobal global, List<Object> arguments, FilePosition position) {
    this.global = global;
    this.arguments = Collections.unmodifiableList(arguments);
    this.position = position;
  }

  /** The class or function that would have made it. */
  public PickledGlobal global() {
    return global;
  }

  /**
   * Returns what it would have been called with; after NEWOBJ_EX the keywords are a map at the end.
   */
  public List<Object> arguments() {
    return arguments;
  }

  /** Returns where the call stands. */
  public FilePosition position() {
    return position;
  }

  /** Returns what BUILD gave it, usually a map of attributes; null without BUILD. */
  public Object state() {
    return state;
  }

  /** Returns what was appended to it, when it is a kind of list or set. */
  public List<Object> elements() {
    return Collections.unmodifiableList(elements);
  }

  /** Returns what was put into it, when it is a kind of dict. */
  public Map<Object, Object> items() {
    return Collections.unmodifiableMap(items);
  }

  void setState(Object state) {
    this.state = state;
  }

  void add(Object element) {
    elements.add(element);
  }

  void put(Object key, Object value) {
    items.put(key, value);
  }

  /** Without its contents: they may contain the object itself. */
  @Override
  public String toString() {
    return Text.format("%s (%s)", global, position);
  }
}
