package dev.quantmask.training;

import dev.quantmask.engine.TorchTensor;
import dev.quantmask.model.config.TrainingConfig.Solver;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.pytorch.checkpoint.CheckpointWriter;
import dev.quantmask.pytorch.checkpoint.ExpectedNames;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import dev.quantmask.training.LossNetwork.TrainedTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A checkpoint in the layout of Detectron2's DefaultTrainer, so that either continues what the
 * other began: {@code model}, {@code trainer} with the scheduler and the optimizer, {@code
 * iteration}.
 *
 * @param iterations that are done
 * @param weights by name
 * @param velocities by name
 * @param batchesBefore by norm: what its count of batches has beyond the iterations
 */
record TrainingState(
    int iterations,
    Map<String, Tensor> weights,
    Map<String, float[]> velocities,
    Map<String, Long> batchesBefore) {
  private static final String BATCH_COUNTER = ".num_batches_tracked";
  private static final String STATISTIC = ".running_var";

  /**
   * The state of a training that has not begun.
   *
   * @param weights by name, with the counts of batches that norms have seen
   */
  static TrainingState start(Map<String, Tensor> weights) {
    return of(0, weights, Map.of());
  }

  private static TrainingState of(
      int iterations, Map<String, Tensor> tensors, Map<String, float[]> velocities) {
    Map<String, Tensor> weights = new LinkedHashMap<>(tensors);
    Map<String, Long> batchesBefore = new HashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.endsWith(BATCH_COUNTER)) {
            weights.remove(name);
            if (tensor.dataType() == DataType.INT64 && tensor.elementCount() == 1) {
              String norm = name.substring(0, name.length() - BATCH_COUNTER.length());
              batchesBefore.put(norm, tensor.contiguousBytes().getLong(0) - iterations);
            }
          }
        });
    return new TrainingState(iterations, weights, velocities, batchesBefore);
  }

  /**
   * Writes a checkpoint to continue from, beside its place, and moves it there.
   *
   * @param iterations that are done
   * @param nextRate the learning rate of the iteration that comes next
   */
  static void write(
      Path target,
      int iterations,
      double nextRate,
      LossNetwork network,
      Map<String, Long> batchesBefore,
      GradientDescent descent,
      Solver solver)
      throws IOException {
    // Detectron2 stores the number of the last iteration, counted from 0.
    long last = (long) iterations - 1;
    Map<String, Object> trainer = new LinkedHashMap<>();
    trainer.put("iteration", last);
    trainer.put("optimizer", OptimizerState.of(descent, solver, nextRate));
    if (solver.reduced()) {
      trainer.put("grad_scaler", gradientScaler());
    }
    Map<String, Object> scheduler = new LinkedHashMap<>();
    scheduler.put(
        "base_lrs",
        descent.groups().stream()
            .map(group -> solver.schedule().base() * group.rateFactor())
            .toList());
    scheduler.put("last_epoch", (long) iterations);
    Map<String, Object> outer = new LinkedHashMap<>();
    outer.put("iteration", last);
    outer.put("hooks", Map.of("LRScheduler", scheduler));
    outer.put("_trainer", trainer);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("model", model(network.tensors(), iterations, batchesBefore));
    root.put("trainer", outer);
    root.put("iteration", last);
    CheckpointWriter.write(target, root);
  }

  /** Returns a new torch.amp.GradScaler, which Detectron2 expects; bfloat16 needs none. */
  private static Map<String, Object> gradientScaler() {
    Map<String, Object> scaler = new LinkedHashMap<>();
    scaler.put("scale", 65536.0);
    scaler.put("growth_factor", 2.0);
    scaler.put("backoff_factor", 0.5);
    scaler.put("growth_interval", 2000L);
    scaler.put("_growth_tracker", 0L);
    return scaler;
  }

  /** Writes weights alone. */
  static void writeWeights(
      Path target, int iterations, LossNetwork network, Map<String, Long> batchesBefore)
      throws IOException {
    CheckpointWriter.write(
        target, Map.of("model", model(network.tensors(), iterations, batchesBefore)));
  }

  private static Map<String, Object> model(
      List<TrainedTensor> tensors, int iterations, Map<String, Long> batchesBefore) {
    Map<String, Object> model = new LinkedHashMap<>();
    Set<String> trainedNorms = trainedNorms(tensors);
    for (TrainedTensor tensor : tensors) {
      String name = tensor.parameter().name();
      model.put(name, stored(tensor.tensor(), shape(tensor.parameter())));
      String norm = name.substring(0, name.lastIndexOf('.'));
      if (name.endsWith(STATISTIC) && trainedNorms.contains(norm)) {
        model.put(norm + BATCH_COUNTER, scalar(batchesBefore.getOrDefault(norm, 0L) + iterations));
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

  /**
   * Reads a checkpoint that {@link #write} or Detectron2 wrote; before 0.4.1 the optimizer was not
   * in the trainer.
   *
   * @param parameters of the network, in the order of the modules
   * @throws IOException when it is another kind of checkpoint, saying what is missing
   */
  static TrainingState read(Path file, List<NetworkParameter> parameters, Solver solver)
      throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      if (!(checkpoint.beside("iteration") instanceof Number last)) {
        throw new IOException(
            Text.format(
                "%s: expected an iteration to continue from, found none; --init starts from its"
                    + " weights",
                file));
      }
      Object inTrainer = checkpoint.beside("trainer", "_trainer", "optimizer");
      Map<String, float[]> velocities =
          OptimizerState.velocities(
              inTrainer == null ? checkpoint.beside("optimizer") : inTrainer,
              ParameterGroup.of(solver, parameters),
              parameters.stream().filter(NetworkParameter::trained).toList(),
              file);
      ExpectedNames names =
          new ExpectedNames(
              parameters.stream().map(parameter -> List.of(parameter.name())).toList());
      Map<String, Tensor> tensors = checkpoint.weights(names, Optional.empty()).tensors();
      return of(last.intValue() + 1, tensors, velocities);
    }
  }
}
