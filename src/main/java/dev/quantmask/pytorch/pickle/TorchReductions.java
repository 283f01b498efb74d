package dev.quantmask.pytorch.pickle;

import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Layout;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Torch's tensors, parameters and sizes.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/v2.7.1/torch/_utils.py">torch._utils</a>
 */
final class TorchReductions {
  static final Map<String, Reduction> ALL =
      Map.ofEntries(
          Map.entry("torch._utils._rebuild_tensor", TorchReductions::tensor),
          Map.entry("torch._utils._rebuild_tensor_v2", TorchReductions::tensor),
          Map.entry("torch._utils._rebuild_tensor_v3", TorchReductions::tensorOfDtype),
          Map.entry("torch._utils._rebuild_parameter", TorchReductions::first),
          Map.entry("torch._utils._rebuild_parameter_with_state", TorchReductions::first),
          Map.entry("torch._tensor._rebuild_from_type_v2", TorchReductions::tensorOfType),
          Map.entry("torch.Size", TorchReductions::size),
          // TorchScript's typed lists.
          Map.entry("torch.jit._pickle.build_intlist", TorchReductions::first),
          Map.entry("torch.jit._pickle.build_doublelist", TorchReductions::first),
          Map.entry("torch.jit._pickle.build_boollist", TorchReductions::first),
          Map.entry("torch.jit._pickle.build_tensorlist", TorchReductions::first),
          Map.entry("torch.jit._pickle.restore_type_tag", TorchReductions::first));

  private TorchReductions() {}

  private static Object first(Call call) throws IOException {
    return call.argument(0, "data");
  }

  /** Arguments: storage, offset, size, stride; v2 adds requires_grad, hooks, metadata. */
  private static Object tensor(Call call) throws IOException {
    Object storage = call.argument(0, "storage");
    if (storage instanceof TypedStorage typed) {
      return view(call, typed, typed.dataType(), 6);
    }
    return notAStorage(call, storage);
  }

  /** Does as v2, but the sixth argument is the element type of an untyped storage. */
  private static Object tensorOfDtype(Call call) throws IOException {
    Object storage = call.argument(0, "storage");
    if (!(call.argument(6, "dtype") instanceof PickledGlobal dtype)) {
      throw call.wrong("dtype", "a global", call.arguments().get(6));
    }
    DataType dataType = TorchTypes.ofDtype(dtype);
    if (dataType == null) {
      return new PickledObject(dtype, call.arguments(), call.position());
    }
    if (storage instanceof TypedStorage typed) {
      return view(call, typed, dataType, 7);
    }
    return notAStorage(call, storage);
  }

  private static Object view(Call call, TypedStorage storage, DataType dataType, int metadataIndex)
      throws IOException {
    // Metadata says that the values are still to be negated or conjugated: not what the bytes are.
    if (call.has(metadataIndex)
        && call.arguments().get(metadataIndex) instanceof Map<?, ?> metadata
        && !metadata.isEmpty()) {
      return call.inert();
    }
    long offset = call.integer(1, "storage_offset");
    Layout layout;
    try {
      layout = new Layout(call.shape(2, "size"), call.strides(3, "stride"));
    } catch (IllegalArgumentException e) {
      throw call.position().problem(Text.format("%s: %s", call.function(), e.getMessage()));
    }
    return storage.tensor(dataType, offset, layout, call.position());
  }

  /** A storage of unknown type makes a tensor that names that type; anything else is an error. */
  private static Object notAStorage(Call call, Object storage) throws IOException {
    if (storage instanceof PickledObject) {
      return storage;
    }
    throw call.wrong("storage", "a storage", storage);
  }

  /** Arguments: function, class, its arguments, state (attributes that somebody set). */
  private static Object tensorOfType(Call call) throws IOException {
    if (!(call.argument(0, "func") instanceof PickledGlobal function)
        || !(call.argument(1, "type") instanceof PickledGlobal type)) {
      return call.inert();
    }
    // A subclass of Tensor may mean anything by its values.
    boolean plain =
        switch (type.qualifiedName()) {
          case "torch.Tensor", "torch._tensor.Tensor", "torch.nn.parameter.Parameter" -> true;
          default -> false;
        };
    Reduction reduction =
        switch (function.qualifiedName()) {
          case "torch._utils._rebuild_tensor_v2" -> TorchReductions::tensor;
          case "torch._utils._rebuild_tensor_v3" -> TorchReductions::tensorOfDtype;
          case "torch._utils._rebuild_parameter" -> TorchReductions::first;
          default -> Call::inert;
        };
    if (!plain) {
      return new PickledObject(type, call.arguments(), call.position());
    }
    List<?> arguments = call.list(2, "args");
    return reduction.apply(
        new Call(
            function, Collections.unmodifiableList(arguments), call.position(), call.budget()));
  }

  private static Object size(Call call) throws IOException {
    return call.has(0) ? call.list(0, "sizes") : List.of();
  }
}
