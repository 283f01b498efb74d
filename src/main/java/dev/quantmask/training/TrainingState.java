package dev.quantmask.training;

import dev.quantmask.engine.TorchTensor;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.pytorch.checkpoint.CheckpointWriter;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import dev.quantmask.training.LossNetwork.TrainedTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A checkpoint in the layout of Detectron2's DetectionCheckpointer: {@code model}, {@code
 * optimizer} (as torch.optim.SGD), {@code scheduler}, {@code iteration}.
 *
 * @param iterations that are done
 * @param weights by name
 * @param velocities by name
 */
record TrainingState(int iterations, Map<String, Tensor> weights, Map<String, float[]> velocities) {
  private static final String BATCH_COUNTER = ".num_batches_tracked";
  private static final String STATISTIC = ".running_var";

  /**
   * Writes the checkpoint beside its place and moves it there.
   *
   * @param learningRate of the last iteration
   */
  static void write(
      Path target,
      int iterations,
      double learningRate,
      LossNetwork network,
      GradientDescent descent)
      throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("model", model(network.tensors(), iterations));
    root.put("optimizer", optimizer(descent, learningRate));
    root.put("scheduler", Map.of("last_epoch", (long) iterations));
    // Detectron2 stores the number of the last iteration, counted from 0.
    root.put("iteration", (long) iterations - 1);
    CheckpointWriter.write(target, root);
  }

  /** Weights alone, as a checkpoint is published. */
  static void writeWeights(Path target, int iterations, LossNetwork network) throws IOException {
    CheckpointWriter.write(target, Map.of("model", model(network.tensors(), iterations)));
  }

  private static Map<String, Object> model(List<TrainedTensor> tensors, int iterations) {
    Map<String, Object> model = new LinkedHashMap<>();
    Set<String> trainedNorms = trainedNorms(tensors);
    for (TrainedTensor tensor : tensors) {
      String name = tensor.parameter().name();
      model.put(name, stored(tensor.tensor(), shape(tensor.parameter())));
      String norm = name.substring(0, name.lastIndexOf('.'));
      if (name.endsWith(STATISTIC) && trainedNorms.contains(norm)) {
        model.put(norm + BATCH_COUNTER, scalar(iterations));
      }
    }
    return model;
  }

  /**
   * Returns the norms that Detectron2 keeps as BatchNorm2d; frozen ones have no count of batches.
   */
  private static Set<String> trainedNorms(List<TrainedTensor> tensors) {
    return tensors.stream()
        .map(TrainedTensor::parameter)
        .filter(parameter -> parameter.role() == NetworkParameter.Role.NORM && parameter.trained())
        .map(parameter -> parameter.name().substring(0, parameter.name().lastIndexOf('.')))
        .collect(Collectors.toSet());
  }

  private static int[] shape(NetworkParameter parameter) {
    return parameter.shape().stream().mapToInt(Integer::intValue).toArray();
  }

  private static StoredTensor scalar(long value) {
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >> (8 * i));
    }
    return new StoredTensor(
        DataType.INT64, new int[0], false, () -> Tensor.ofBytes(DataType.INT64, bytes));
  }

  private static StoredTensor stored(TorchTensor tensor, int... shape) {
    return new StoredTensor(
        DataType.FLOAT32, shape, false, () -> Tensor.ofFloats(tensor.floats(), shape));
  }

  private static Map<String, Object> optimizer(GradientDescent descent, double learningRate) {
    Map<Object, Object> states = new LinkedHashMap<>();
    List<Object> indices = new ArrayList<>();
    descent
        .velocities()
        .forEach(
            (parameter, velocity) -> {
              long index = indices.size();
              indices.add(index);
              states.put(index, Map.of("momentum_buffer", stored(velocity, shape(parameter))));
            });
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("lr", learningRate);
    group.put("params", indices);
    Map<String, Object> optimizer = new LinkedHashMap<>();
    optimizer.put("state", states);
    optimizer.put("param_groups", List.of(group));
    return optimizer;
  }

  /**
   * Reads a checkpoint that {@link #write} wrote.
   *
   * @param parameters of the network, in the order in which they were written
   * @throws IOException when it is another kind of checkpoint, saying what is missing
   */
  static TrainingState read(Path file, List<NetworkParameter> parameters) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      if (!(checkpoint.beside("iteration") instanceof Number last)) {
        throw new IOException(
            Text.format("%s: expected an iteration to go on from, found none", file));
      }
      List<String> trained =
          parameters.stream()
              .filter(NetworkParameter::trained)
              .map(NetworkParameter::name)
              .toList();
      Map<String, Tensor> weights = new LinkedHashMap<>(checkpoint.tensors());
      weights.keySet().removeIf(name -> name.endsWith(BATCH_COUNTER));
      return new TrainingState(last.intValue() + 1, weights, velocities(checkpoint, trained, file));
    }
  }

  private static Map<String, float[]> velocities(
      Checkpoint checkpoint, List<String> trained, Path file) throws IOException {
    Map<String, float[]> velocities = new LinkedHashMap<>();
    if (checkpoint.beside("optimizer") instanceof Map<?, ?> optimizer
        && optimizer.get("state") instanceof Map<?, ?> states) {
      for (Map.Entry<?, ?> entry : states.entrySet()) {
        if (entry.getKey() instanceof Number index
            && index.intValue() < trained.size()
            && entry.getValue() instanceof Map<?, ?> state
            && state.get("momentum_buffer") instanceof Tensor velocity) {
          velocities.put(trained.get(index.intValue()), velocity.toFloats());
        }
      }
    }
    if (velocities.size() != trained.size()) {
      throw new IOException(
          Text.format(
              "%s: expected the optimizer's state of %d parameters, found %d",
              file, trained.size(), velocities.size()));
    }
    return velocities;
  }
}
