package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.ValueDescriber;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys of dicts and elements of sets, as Java can hash them. */
final class PickleKeys {
  private PickleKeys() {}

  /** A tuple or set as a key. Hashed by identity: its contents may be as deep as the file likes. */
  record Composite(Object value) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return ValueDescriber.describe(value);
    }
  }

  static Object of(Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof BigInteger
        || value instanceof PickledGlobal
        || value instanceof PickledObject) {
      return value;
    }
    return new Composite(value);
  }

  /** Adds keys and values that follow each other. */
  static void putAll(Map<Object, Object> map, List<Object> keysAndValues) {
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      map.put(of(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  static void addAll(Set<Object> set, List<Object> elements) {
    for (Object element : elements) {
      set.add(of(element));
    }
  }
}
