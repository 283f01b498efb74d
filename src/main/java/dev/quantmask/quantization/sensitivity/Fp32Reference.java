package dev.quantmask.quantization.sensitivity;

import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The network in fp32, that others are compared with. */
final class Fp32Reference implements AutoCloseable {
  private final ActivationProbe probe;
  private final List<RgbImage> images;
  private final List<ActivationProbe.Regions> regions; // by image

  private Fp32Reference(ActivationProbe probe, List<RgbImage> images) {
    this.probe = probe;
    this.images = images;
    this.regions = images.stream().map(probe::regions).toList();
  }

  static Fp32Reference of(ModelArchive archive, List<RgbImage> images) throws IOException {
    return new Fp32Reference(ActivationProbe.of(archive, QuantizationPlan.of(Scheme.FP32)), images);
  }

  /** Returns how far another one is from it, on the regions that this one finds. */
  Map<ProbedOutput, Double> decibels(ActivationProbe other) {
    SignalToNoise sums = new SignalToNoise();
    for (int i = 0; i < images.size(); i++) {
      RgbImage image = images.get(i);
      sums.add(probe.outputs(image, regions.get(i)), other.outputs(image, regions.get(i)));
    }
    return sums.decibels();
  }

  @Override
  public void close() {
    probe.close();
  }
}
