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
  private final List<RgbImage> frames;
  private final List<ActivationProbe.Regions> regions; // by frame

  private Fp32Reference(ActivationProbe probe, List<RgbImage> frames) {
    this.probe = probe;
    this.frames = frames;
    this.regions = frames.stream().map(probe::regions).toList();
  }

  static Fp32Reference of(ModelArchive archive, List<RgbImage> frames) throws IOException {
    return new Fp32Reference(ActivationProbe.of(archive, QuantizationPlan.of(Scheme.FP32)), frames);
  }

  /** Returns how far another one is from it, on the regions that this one finds. */
  Map<ProbedOutput, Double> decibels(ActivationProbe other) {
    SignalToNoise sums = new SignalToNoise();
    for (int i = 0; i < frames.size(); i++) {
      RgbImage frame = frames.get(i);
      sums.add(probe.outputs(frame, regions.get(i)), other.outputs(frame, regions.get(i)));
    }
    return sums.decibels();
  }

  @Override
  public void close() {
    probe.close();
  }
}
