package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.tensor.Layout;
import dev.quantmask.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * NumPy's arrays, as NumPy 1 and 2 write them.
 *
 * @see <a href="https://numpy.org/neps/nep-0052-python-api-cleanup.html">numpy.core became
 *     numpy._core</a>
 */
final class NumpyReductions {
  static final Map<String, Reduction> ALL = all();

  private NumpyReductions() {}

  private static Map<String, Reduction> all() {
    Map<String, Reduction> reductions = new HashMap<>();
    reductions.put("numpy.dtype", NumpyReductions::dtype);
    for (String core : List.of("numpy.core", "numpy._core")) {
      reductions.put(core + ".multiarray._reconstruct", NumpyReductions::reconstruct);
      reductions.put(core + ".multiarray.scalar", NumpyReductions::scalar);
      reductions.put(core + ".numeric._frombuffer", NumpyReductions::fromBuffer);
    }
    return reductions;
  }

  /** Arguments: code, align, copy. */
  private static Object dtype(Call call) throws MalformedCheckpointException {
    if (!(call.argument(0, "code") instanceof String code)) {
      return call.inert();
    }
    NumpyType type = NumpyType.of(code);
    return type == null ? call.inert() : type;
  }

  /** Arguments: class, shape, type; none of them matters but the class, for BUILD sets all. */
  private static Object reconstruct(Call call) throws MalformedCheckpointException {
    boolean plain =
        call.argument(0, "subtype") instanceof PickledGlobal type
            && type.qualifiedName().equals("numpy.ndarray");
    return plain ? new NumpyArray(call) : call.inert();
  }

  /** Arguments: dtype, data. A tensor of no dimensions. */
  private static Object scalar(Call call) throws MalformedCheckpointException {
    if (!(call.argument(0, "dtype") instanceof NumpyType type)) {
      return call.inert();
    }
    return NumpyArray.tensor(call, type, Layout.rowMajor(), call.bytes(1, "data"));
  }

  /** Arguments: data, dtype, shape, order; with order K the shape is permuted by a fifth, axes. */
  private static Object fromBuffer(Call call) throws MalformedCheckpointException {
    if (!(call.argument(1, "dtype") instanceof NumpyType type)) {
      return call.inert();
    }
    String order = call.text(3, "order");
    Layout layout = NumpyArray.layout(call, call.shape(2, "shape"), order.equals("F"));
    if (order.equals("K") && call.has(4) && call.arguments().get(4) != null) {
      layout = permuted(call, layout);
    }
    return NumpyArray.tensor(call, type, layout, call.bytes(0, "data"));
  }

  private static Layout permuted(Call call, Layout layout) throws MalformedCheckpointException {
    try {
      return layout.permuted(call.shape(4, "axis_order"));
    } catch (IllegalArgumentException e) {
      throw call.position().problem(Text.format("%s: %s", call.function(), e.getMessage()));
    }
  }
}
