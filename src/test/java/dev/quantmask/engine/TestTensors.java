package dev.quantmask.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

/** Tensors of DJL itself, for tests that compute with them. */
public final class TestTensors {
  private TestTensors() {}

  public static NDManager newManager() {
    return NDManager.newBaseManager(ai.djl.Device.cpu(), TorchRuntime.ENGINE);
  }

  public static GradientCollector newGradientCollector() {
    return Engine.getEngine(TorchRuntime.ENGINE).newGradientCollector();
  }

  public static TorchTensor tensor(NDArray array) {
    return new TorchTensor(array);
  }

  public static TorchMemory memory(NDManager manager) {
    return new TorchMemory(manager);
  }
}
