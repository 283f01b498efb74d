package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.pytorch.pickle.PickledGlobal;
import dev.quantmask.pytorch.pickle.PickledObject;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the weights in what a checkpoint holds: the whole, or one of the wrappers that trainers put
 * around it. Beside the weights a wrapper may hold anything; among the weights only tensors are
 * allowed, with the exception of {@link #isHarmless what modules keep there by themselves}.
 */
final class StateDict {
  private static final List<String> WRAPPERS =
      List.of("model", "state_dict", "model_state_dict", "model_state", "module", "blobs");

  /** A wrapper in a wrapper is met; a dict that contains itself has no end. */
  private static final int MAX_WRAPPERS = 4;

  /** What DistributedDataParallel, AveragedModel and torch.compile put before every name. */
  private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

  private final FilePosition start;

  private StateDict(FilePosition start) {
    this.start = start;
  }

  /**
   * @param root what was unpickled
   * @param start where, for messages
   */
  static Map<String, Tensor> tensors(Object root, FilePosition start)
      throws MalformedCheckpointException {
    StateDict stateDict = new StateDict(start);
    Map<?, ?> weights = stateDict.unwrap(root);
    return withoutPrefixes(stateDict.onlyTensors(weights, ""));
  }

  /** Returns the weights of the match that a search found. */
  static NetworkWeights of(WeightSearch.Match match, FilePosition start)
      throws MalformedCheckpointException {
    String prefix = match.place().prefix();
    Map<String, Tensor> tensors = new StateDict(start).onlyTensors(match.dict(), prefix);
    List<String> leftOut =
        match.dict().entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Tensor && !isHarmless(entry.getKey()))
            .map(entry -> String.valueOf(entry.getKey()))
            .filter(name -> !name.startsWith(prefix))
            .toList();
    return new NetworkWeights(
        Collections.unmodifiableMap(tensors), match.place().toString(), leftOut, match.family());
  }

  private Map<?, ?> unwrap(Object root) throws MalformedCheckpointException {
    Object current = root;
    for (int depth = 0; depth <= MAX_WRAPPERS; depth++) {
      if (!(current instanceof Map<?, ?> map)) {
        throw notWeights(current);
      }
      List<String> wrappers = wrappersIn(map);
      if (wrappers.size() > 1) {
        throw start.expected("weights in one of " + WRAPPERS, "in each of " + wrappers);
      }
      if (wrappers.isEmpty()) {
        return NestedDicts.holdsTensors(map) ? map : only(map);
      }
      current = map.get(wrappers.get(0));
    }
    throw start.expected(Text.format("weights in at most %d wrappers", MAX_WRAPPERS), "more");
  }

  /** Returns the only dict with tensors, whatever its key; the whole when there is none. */
  private Map<?, ?> only(Map<?, ?> map) throws MalformedCheckpointException {
    List<NestedDicts.Nested> nested = NestedDicts.of(map);
    if (nested.size() > 1) {
      throw start.expected(
          "weights in one place",
          "tensors in each of "
              + nested.stream().limit(5).map(one -> String.join("/", one.keys())).toList());
    }
    return nested.isEmpty() ? map : nested.get(0).dict();
  }

  /** Keys with weights; without any, those with what should be weights and cannot be read. */
  private static List<String> wrappersIn(Map<?, ?> map) {
    List<String> wrappers = wrappersIn(map, StateDict::holdsTensorsOrWrapper);
    if (!wrappers.isEmpty() || NestedDicts.holdsTensors(map)) {
      return wrappers;
    }
    return wrappersIn(map, StateDict::holdsPlaceholders);
  }

  private static List<String> wrappersIn(Map<?, ?> map, Predicate<Object> holds) {
    return WRAPPERS.stream().filter(key -> holds.test(map.get(key))).toList();
  }

  private static boolean holdsTensorsOrWrapper(Object value) {
    return value instanceof Map<?, ?> map
        && (NestedDicts.holdsTensors(map)
            || WRAPPERS.stream().anyMatch(key -> map.get(key) instanceof Map));
  }

  private static boolean holdsPlaceholders(Object value) {
    return value instanceof PickledObject
        || (value instanceof Map<?, ?> map
            && map.values().stream().anyMatch(PickledObject.class::isInstance));
  }

  /** Returns the tensors whose names have the prefix, by the rest of their names. */
  private Map<String, Tensor> onlyTensors(Map<?, ?> weights, String prefix)
      throws MalformedCheckpointException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : weights.entrySet()) {
      if (!prefix.isEmpty()
          && !(entry.getKey() instanceof String name && name.startsWith(prefix))) {
        continue;
      }
      if (entry.getValue() instanceof Tensor tensor && entry.getKey() instanceof String name) {
        tensors.put(name.substring(prefix.length()), tensor);
      } else if (!isHarmless(entry.getKey())) {
        throw notATensor(entry.getKey(), entry.getValue());
      }
    }
    if (tensors.isEmpty()) {
      throw start.wrong(Text.format("weights, or a dict of them in one of %s", WRAPPERS), weights);
    }
    return tensors;
  }

  /**
   * Among weights without being one: what a module's get_extra_state() returns, the versions of
   * modules, BatchNorm's count of batches (a number when somebody converted it), and how many
   * models an AveragedModel is the mean of.
   */
  private static boolean isHarmless(Object key) {
    return key instanceof String name
        && (name.endsWith("_extra_state")
            || name.endsWith("num_batches_tracked")
            || name.equals("n_averaged")
            || name.equals("_metadata"));
  }

  private static Map<String, Tensor> withoutPrefixes(Map<String, Tensor> tensors) {
    for (String prefix : PREFIXES) {
      boolean some = tensors.keySet().stream().anyMatch(name -> name.startsWith(prefix));
      boolean all =
          tensors.keySet().stream()
              .allMatch(name -> name.startsWith(prefix) || name.equals("n_averaged"));
      if (some && all) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        tensors.forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                renamed.put(name.substring(prefix.length()), tensor);
              }
            });
        return withoutPrefixes(renamed);
      }
    }
    return Collections.unmodifiableMap(tensors);
  }

  private MalformedCheckpointException notATensor(Object key, Object value) {
    String name = ValueDescriber.describe(key);
    if (value instanceof PickledObject object) {
      return object
          .position()
          .problem(Text.format("%s is made by %s, which is not read", name, object.global()));
    }
    if (value instanceof PickledGlobal global) {
      return global.position().expected("a tensor for " + name, "the global " + global);
    }
    return start.expected(
        Text.format("weights, or a dict of them in one of %s", WRAPPERS),
        Text.format("a dict with %s: %s", name, ValueDescriber.describe(value)));
  }

  private MalformedCheckpointException notWeights(Object root) {
    if (root instanceof PickledObject object) {
      return object
          .position()
          .expected(
              "a dict of weights", Text.format("%s (save its state_dict())", object.global()));
    }
    return start.wrong("a dict of weights", root);
  }
}
