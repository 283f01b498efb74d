package dev.quantmask.engine;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A TorchScript module with gradients of its parameters. For one thread. */
public final class TrainableModule implements AutoCloseable {
  private static final Map<String, String> OPTIONS =
      Map.of("trainParam", "true", "mapLocation", "true");

  private final Model model;

  private TrainableModule(Model model) {
    this.model = model;
  }

  /**
   * Loads an archive. {@link TorchRuntime#prepare} comes first.
   *
   * @param name of the archive, for the error
   * @throws IOException when libtorch cannot load it, saying why
   */
  public static TrainableModule load(Path archive, String name, TorchDevice device)
      throws IOException {
    return new TrainableModule(TorchModule.model(archive, name, device, OPTIONS));
  }

  /** Returns the parameters by their paths in the module. */
  public Map<String, TorchTensor> parameters() {
    Map<String, TorchTensor> parameters = new HashMap<>();
    for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
      Parameter value = parameter.getValue();
      parameters.put(value.getName(), new TorchTensor(value.getArray()));
    }
    return parameters;
  }

  /** Returns what inputs and outputs belong to until it is closed. */
  public TorchMemory memory() {
    return new TorchMemory(model.getNDManager().newSubManager());
  }

  /**
   * Calls {@code forward}, and adds the gradients of the sum of its first output to those of the
   * parameters.
   *
   * @param seed of what the module draws at random
   * @return the outputs
   */
  public List<TorchTensor> backward(TorchMemory memory, int seed, List<TorchTensor> inputs) {
    Engine engine = Engine.getEngine(TorchRuntime.ENGINE);
    engine.setRandomSeed(seed);
    try (GradientCollector collector = engine.newGradientCollector()) {
      List<TorchTensor> outputs = memory.call(model.getBlock(), "forward", inputs, true);
      collector.backward(outputs.get(0).array().sum());
      return outputs;
    }
  }

  /**
   * Makes the operators of this thread record no gradients. Each thread has such a switch, which is
   * on where another thread has loaded libtorch.
   */
  public static void stopRecording() {
    JniUtils.setGradMode(false);
  }

  @Override
  public void close() {
    model.close();
  }
}
