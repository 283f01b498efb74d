package dev.quantmask.pytorch.archive;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.pickle.PickledObject;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tensors by their path of attributes from the root. A pickle may put one value into many, or into
 * itself: as a tree, a small file can be endless.
 */
final class TensorPaths {
  private static final int MOST_VALUES = 1_000_000;
  private static final int DEEPEST = 100;

  private final FilePosition start;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<Object, String> seen = new IdentityHashMap<>();
  private int values;

  private TensorPaths(FilePosition start) {
    this.start = start;
  }

  /**
   * Finds them.
   *
   * @param start of the pickle, for messages
   */
  static Map<String, Tensor> of(Object root, FilePosition start)
      throws MalformedCheckpointException {
    TensorPaths paths = new TensorPaths(start);
    paths.collect("", root, 0);
    return Collections.unmodifiableMap(paths.tensors);
  }

  private void collect(String path, Object value, int depth) throws MalformedCheckpointException {
    values++;
    if (values > MOST_VALUES || depth > DEEPEST) {
      throw start.expected(
          Text.format("at most %d values, %d deep", MOST_VALUES, DEEPEST),
          "more, or one in itself");
    }
    if (value instanceof PickledObject && seen.put(value, path) != null) {
      return; // a module that two share is the first one's
    }
    if (value instanceof Tensor tensor) {
      tensors.put(path, tensor);
    } else if (value instanceof PickledObject object) {
      collect(path, object.state(), depth + 1);
    } else if (value instanceof Map<?, ?> attributes) {
      for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
        collect(join(path, attribute.getKey()), attribute.getValue(), depth + 1);
      }
    } else if (value instanceof Iterable<?> elements) {
      int index = 0;
      for (Object element : elements) {
        collect(join(path, index++), element, depth + 1);
      }
    }
  }

  private static String join(String path, Object name) {
    return path.isEmpty() ? name.toString() : path + "." + name;
  }
}
