package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dicts of a checkpoint that have tensors, each once. An optimizer's state is none of them: its
 * keys are numbers.
 */
final class NestedDicts {
  private static final int MAX_DEPTH = 4;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Nested> found = new ArrayList<>();

  private NestedDicts() {}

  /** A dict and the keys that lead to it. */
  record Nested(List<String> keys, Map<?, ?> dict) {}

  static List<Nested> of(Object root) {
    NestedDicts dicts = new NestedDicts();
    dicts.visit(root, List.of());
    return dicts.found;
  }

  static boolean holdsTensors(Map<?, ?> map) {
    return map.values().stream().anyMatch(Tensor.class::isInstance);
  }

  private void visit(Object value, List<String> keys) {
    if (!(value instanceof Map<?, ?> map) || keys.size() > MAX_DEPTH || !seen.add(map)) {
      return;
    }
    if (holdsTensors(map)) {
      found.add(new Nested(keys, map));
    }
    map.forEach(
        (key, inner) -> {
          if (key instanceof String name && inner instanceof Map) {
            List<String> path = new ArrayList<>(keys);
            path.add(name);
            visit(inner, List.copyOf(path));
          }
        });
  }
}
