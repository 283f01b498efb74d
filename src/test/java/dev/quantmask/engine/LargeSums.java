package dev.quantmask.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.quantmask.model.config.TestLayers;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ScriptModule;
import java.nio.file.Path;

/**
 * A program of its own, for {@link InstructionsIT}: prints the largest output of convolutions whose
 * weights and inputs are all 1, by the number of inputs; then the bits of weights that are
 * expected.
 */
final class LargeSums {
  private static final int CHANNELS = 64;

  private LargeSums() {}

  public static void main(String[] arguments) throws Exception {
    for (int kernel : new int[] {1, 3}) {
      System.out.println(largest(Path.of(arguments[0]), kernel) / CHANNELS / kernel / kernel);
    }
    System.out.println(EightBitInstructions.ofThisCpu().orElseThrow().weightBits());
  }

  private static float largest(Path archive, int kernel) throws Exception {
    QuantizationPlan plan = QuantizationPlan.of(Scheme.DYNAMIC);
    ScriptModule layers =
        new ScriptModule("__torch__.layers.Layers")
            .set("training", false)
            .set("conv", TestLayers.ones(plan, CHANNELS, CHANNELS, kernel))
            .set("linear", TestLayers.linear(plan, 100, 30, true));
    try (TestModule module = TestModule.load(archive, Scheme.DYNAMIC, layers);
        NDManager memory = module.manager().newSubManager()) {
      return module
          .call("forward", memory.ones(new Shape(1, CHANNELS, 8, 8), DataType.FLOAT32))
          .max()
          .getFloat();
    }
  }
}
