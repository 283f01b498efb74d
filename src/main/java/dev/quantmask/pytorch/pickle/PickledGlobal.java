package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.ValueDescriber;

/**
 * A class or function that a pickle names. It is never looked up.
 *
 * @param position where the pickle names it
 */
public record PickledGlobal(String module, String name, FilePosition position) {
  /** Returns the name as Python writes it: {@code module.name}. */
  public String qualifiedName() {
    return module + "." + name;
  }

  @Override
  public String toString() {
    return ValueDescriber.shorten(qualifiedName());
  }
}
