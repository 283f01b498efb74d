package dev.quantmask.quantization.sensitivity;

import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchModule;
import dev.quantmask.engine.TorchTensor;
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
   * Holds what the heads look at.
   *
   * @param proposals {@code [R, 4]}
   * @param boxes {@code [D, 4]}
   * @param classes {@code [D]}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Regions(float[] proposals, float[] boxes, long[] classes) {}

  /** Returns the regions that this network finds. */
  Regions regions(RgbImage image) {
    try (TorchMemory memory = module.memory()) {
      List<TorchTensor> found = module.call(memory, "regions", memory.image(image));
      return new Regions(found.get(0).floats(), found.get(1).floats(), found.get(2).longs());
    }
  }

  /** Returns the outputs of these regions, in the order of {@link ProbedOutput}. */
  List<float[]> outputs(RgbImage image, Regions regions) {
    try (TorchMemory memory = module.memory()) {
      return module
          .call(
              memory,
              "forward",
              memory.image(image),
              boxes(memory, regions.proposals()),
              boxes(memory, regions.boxes()),
              memory.longs(regions.classes(), regions.classes().length))
          .stream()
          .map(TorchTensor::floats)
          .toList();
    }
  }

  private static TorchTensor boxes(TorchMemory memory, float[] boxes) {
    return memory.floats(boxes, boxes.length / 4, 4);
  }

  @Override
  public void close() {
    module.close();
  }
}
