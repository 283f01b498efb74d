package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.text.Text;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Values that a pickle refers to again. */
final class PickleMemo {
  private final PickleInput input; // for the position in messages
  private final Map<Long, Object> values = new HashMap<>();
  private final IdentityHashMap<Buildable, Long> unbuilt = new IdentityHashMap<>();

  PickleMemo(PickleInput input) {
    this.input = input;
  }

  /** Under the next free index. */
  void add(Object value) {
    put(values.size(), value);
  }

  void put(long index, Object value) {
    values.put(index, value);
    if (value instanceof Buildable buildable) {
      unbuilt.put(buildable, index);
    }
  }

  Object get(long index) throws MalformedCheckpointException {
    Object value = values.get(index);
    if (value == null && !values.containsKey(index)) {
      throw input
          .position()
          .expected(Text.format("a value under index %d of the memo", index), "none");
    }
    return value;
  }

  /** BUILD gave the object its state: every later reference means what it became. */
  void replace(Buildable before, Object after) {
    Long index = unbuilt.remove(before);
    if (index != null) {
      put(index, after);
    }
  }
}
