package dev.quantmask.quantization.sensitivity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.quantmask.detection.torch.TorchModule;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.network.ProbeNetwork;
import dev.quantmask.model.quantization.QuantizationPlan;
import java.io.IOException;
import java.util.List;

/** A network of which one sees what it computes on the way. */
final class ActivationProbe implements AutoCloseable {
  private final TorchModule module;

  private ActivationProbe(TorchModule module) {
    this.module = module;
  }

  static ActivationProbe of(ModelArchive archive, QuantizationPlan plan) throws IOException {
    return new ActivationProbe(TorchModule.of(target -> ProbeNetwork.write(archive, plan, target)));
  }

  /**
   * What the heads look at.
   *
   * @param proposals {@code [R, 4]}
   * @param boxes {@code [D, 4]}
   * @param classes {@code [D]}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Regions(float[] proposals, float[] boxes, long[] classes) {}

  /** Those that this network finds. */
  Regions regions(RgbImage image) {
    try (NDManager memory = module.memory()) {
      NDList found = module.call(memory, "regions", TorchModule.imageTensor(memory, image));
      return new Regions(
          found.get(0).toFloatArray(), found.get(1).toFloatArray(), found.get(2).toLongArray());
    }
  }

  /** Of these regions, in the order of {@link ProbedOutput}. */
  List<float[]> outputs(RgbImage image, Regions regions) {
    try (NDManager memory = module.memory()) {
      return module
          .call(
              memory,
              "forward",
              TorchModule.imageTensor(memory, image),
              boxes(memory, regions.proposals()),
              boxes(memory, regions.boxes()),
              memory.create(regions.classes()))
          .stream()
          .map(NDArray::toFloatArray)
          .toList();
    }
  }

  private static NDArray boxes(NDManager memory, float[] boxes) {
    return memory.create(boxes, new Shape(boxes.length / 4, 4));
  }

  @Override
  public void close() {
    module.close();
  }
}
