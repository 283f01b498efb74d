package dev.quantmask.training;

import dev.quantmask.engine.TorchDevice;
import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.engine.TrainableModule;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.model.network.TrainingNetwork;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network with its losses in libtorch: {@code training.py}. For one thread. */
final class LossNetwork implements AutoCloseable {
  private static final int LOSSES = 5;

  private final TrainableModule module;
  private final List<TrainedTensor> tensors;

  private LossNetwork(TrainableModule module, List<TrainedTensor> tensors) {
    this.module = module;
    this.tensors = tensors;
  }

  /** A parameter in libtorch's memory. */
  record TrainedTensor(NetworkParameter parameter, TorchTensor tensor) {}

  /**
   * Loads the network.
   *
   * @param weights by name, of every parameter
   */
  static LossNetwork load(TrainingNetwork network, Map<String, Tensor> weights, TorchDevice device)
      throws IOException {
    try (TemporaryFile archive = TemporaryFile.create(".pt")) {
      network.write(archive.path(), weights);
      TrainableModule module = TrainableModule.load(archive.path(), "the network", device);
      return new LossNetwork(module, tensors(network, module.parameters()));
    }
  }

  private static List<TrainedTensor> tensors(
      TrainingNetwork network, Map<String, TorchTensor> byPath) {
    List<TrainedTensor> tensors = new ArrayList<>();
    for (NetworkParameter parameter : network.parameters()) {
      TorchTensor tensor = byPath.get(parameter.path());
      if (tensor == null) {
        throw new IllegalStateException("the archive has no parameter " + parameter.path());
      }
      tensors.add(new TrainedTensor(parameter, tensor));
    }
    return List.copyOf(tensors);
  }

  /** Every parameter, in the order in which Detectron2 stores them. */
  List<TrainedTensor> tensors() {
    return tensors;
  }

  /** The name of a parameter in which a value is infinite or no number. */
  Optional<String> firstThatIsNotFinite() {
    return tensors.stream()
        .filter(tensor -> !tensor.tensor().isFinite())
        .map(tensor -> tensor.parameter().name())
        .findFirst();
  }

  TorchMemory memory() {
    return module.memory();
  }

  /**
   * Computes losses and adds their gradients to those of the parameters.
   *
   * @param seed of the samples that losses are computed on
   */
  Losses backward(Batch batch, int seed) {
    try (TorchMemory memory = module.memory()) {
      List<TorchTensor> outputs = module.backward(memory, seed, BatchTensors.of(batch, memory));
      float[] values = outputs.get(0).floats();
      long[] counts = outputs.get(1).longs();
      if (values.length != LOSSES) {
        throw new IllegalStateException("expected 5 losses, found " + values.length);
      }
      double images = batch.items().size();
      return new Losses(
          values[0],
          values[1],
          values[2],
          values[3],
          values[4],
          counts[0] / images,
          counts[1] / images,
          counts[2] / images,
          counts[3] / images);
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
