package dev.quantmask.training;

import dev.quantmask.engine.TorchTensor;
import dev.quantmask.model.config.TrainingConfig.Solver;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state_dict of torch.optim.SGD as Detectron2 stores it. Parameters are numbered through the
 * groups; before Detectron2 0.6 each parameter was a group of its own, in the order of the modules.
 */
final class OptimizerState {
  private static final String BUFFER = "momentum_buffer";

  private OptimizerState() {}

  /**
   * Returns what is stored.
   *
   * @param nextRate the learning rate of the iteration that comes next
   */
  static Map<String, Object> of(GradientDescent descent, Solver solver, double nextRate) {
    Map<Object, Object> states = new LinkedHashMap<>();
    descent
        .velocities()
        .forEach(
            (parameter, velocity) ->
                states.put((long) states.size(), Map.of(BUFFER, stored(velocity, parameter))));
    List<Object> groups = new ArrayList<>();
    long index = 0;
    for (ParameterGroup group : descent.groups()) {
      List<Object> indices = new ArrayList<>();
      for (int i = 0; i < group.parameters().size(); i++) {
        indices.add(index++);
      }
      groups.add(group(group, indices, solver, nextRate));
    }
    Map<String, Object> optimizer = new LinkedHashMap<>();
    optimizer.put("state", states);
    optimizer.put("param_groups", groups);
    return optimizer;
  }

  private static Map<String, Object> group(
      ParameterGroup group, List<Object> indices, Solver solver, double nextRate) {
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put("lr", nextRate * group.rateFactor());
    stored.put("momentum", solver.momentum());
    stored.put("dampening", 0L);
    stored.put("weight_decay", group.decay());
    stored.put("nesterov", solver.nesterov());
    stored.put("maximize", false);
    stored.put("foreach", true);
    stored.put("differentiable", false);
    stored.put("fused", null);
    stored.put("initial_lr", solver.schedule().base() * group.rateFactor());
    stored.put("params", indices);
    return stored;
  }

  private static StoredTensor stored(TorchTensor velocity, NetworkParameter parameter) {
    int[] shape = shape(parameter);
    return new StoredTensor(
        DataType.FLOAT32, shape, false, () -> Tensor.ofFloats(velocity.floats(), shape));
  }

  private static int[] shape(NetworkParameter parameter) {
    return parameter.shape().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns the velocities by the names of the parameters.
   *
   * @param optimizer what was stored
   * @param expected the groups of this training
   * @param parameters that are trained, in the order of the modules
   * @throws IOException when it is the state of other groups or other parameters
   */
  static Map<String, float[]> velocities(
      Object optimizer, List<ParameterGroup> expected, List<NetworkParameter> parameters, Path file)
      throws IOException {
    if (!(optimizer instanceof Map<?, ?> map)
        || !(map.get("state") instanceof Map<?, ?> states)
        || !(map.get("param_groups") instanceof List<?> groups)) {
      throw new IOException(
          Text.format(
              "%s: expected the state of an optimizer to continue from, found none; --init starts"
                  + " from its weights",
              file));
    }
    List<List<?>> indices = new ArrayList<>();
    for (Object group : groups) {
      indices.add(
          group instanceof Map<?, ?> one && one.get("params") instanceof List<?> list
              ? list
              : List.of());
    }
    List<Integer> sizes = indices.stream().map(List::size).toList();
    List<Integer> expectedSizes =
        expected.stream().map(group -> group.parameters().size()).toList();
    boolean grouped = sizes.equals(expectedSizes);
    boolean single =
        sizes.size() == parameters.size() && sizes.stream().allMatch(size -> size == 1);
    if (!grouped && !single) {
      throw new IOException(
          Text.format(
              "%s: expected an optimizer of groups of %s parameters, as SOLVER and MODEL say, found"
                  + " %s",
              file, expectedSizes, sizes));
    }
    List<NetworkParameter> order =
        grouped
            ? expected.stream().flatMap(group -> group.parameters().stream()).toList()
            : parameters;
    List<?> numbers = indices.stream().flatMap(List::stream).toList();
    Map<String, float[]> velocities = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      velocities.put(order.get(i).name(), velocity(states.get(numbers.get(i)), order.get(i), file));
    }
    return velocities;
  }

  /** A parameter that has never had a gradient has none, which is as good as zeros. */
  private static float[] velocity(Object state, NetworkParameter parameter, Path file)
      throws IOException {
    int[] shape = shape(parameter);
    Object buffer = state instanceof Map<?, ?> map ? map.get(BUFFER) : null;
    if (buffer == null) {
      return new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    }
    if (buffer instanceof Tensor velocity && Arrays.equals(velocity.shape(), shape)) {
      return velocity.toFloats();
    }
    throw new IOException(
        Text.format(
            "%s: %s of %s: expected a tensor %s, found %s",
            file, BUFFER, parameter.name(), Arrays.toString(shape), buffer));
  }
}
