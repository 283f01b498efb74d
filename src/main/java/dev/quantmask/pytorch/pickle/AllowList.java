package dev.quantmask.pytorch.pickle;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Globals whose calls have a meaning here. Every other call becomes a {@link PickledObject}. */
public final class AllowList {
  /** Nothing: for reading where a pickle ends and which storages it names. */
  public static final AllowList EMPTY = new AllowList(Map.of());

  /** Plain containers, torch's tensors and NumPy's arrays. */
  public static final AllowList TENSORS = tensors();

  private final Map<String, Reduction> reductions; // by qualified name

  private AllowList(Map<String, Reduction> reductions) {
    this.reductions = Map.copyOf(reductions);
  }

  Object call(Call call) throws IOException {
    Reduction reduction = reductions.get(call.function().qualifiedName());
    return reduction == null ? call.inert() : reduction.apply(call);
  }

  private static AllowList tensors() {
    Map<String, Reduction> reductions = new HashMap<>();
    reductions.putAll(PlainReductions.ALL);
    reductions.putAll(TorchReductions.ALL);
    reductions.putAll(NumpyReductions.ALL);
    return new AllowList(reductions);
  }
}
