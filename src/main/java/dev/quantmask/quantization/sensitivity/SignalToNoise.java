package dev.quantmask.quantization.sensitivity;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures how far outputs lie from the exact ones, over all images. */
final class SignalToNoise {
  private final double[] signal = new double[ProbedOutput.values().length];
  private final double[] noise = new double[ProbedOutput.values().length];

  /** Adds an image; both in the order of {@link ProbedOutput}. */
  void add(List<float[]> exact, List<float[]> found) {
    for (int i = 0; i < signal.length; i++) {
      float[] wanted = exact.get(i);
      float[] got = found.get(i);
      for (int k = 0; k < wanted.length; k++) {
        double difference = (double) got[k] - wanted[k];
        signal[i] += (double) wanted[k] * wanted[k];
        noise[i] += difference * difference;
      }
    }
  }

  /** Power of the exact output by that of the difference; infinite where there is none. */
  Map<ProbedOutput, Double> decibels() {
    Map<ProbedOutput, Double> decibels = new EnumMap<>(ProbedOutput.class);
    for (ProbedOutput output : ProbedOutput.values()) {
      int i = output.ordinal();
      double ratio = noise[i] == 0 ? Double.POSITIVE_INFINITY : signal[i] / noise[i];
      decibels.put(output, 10 * Math.log10(ratio));
    }
    return decibels;
  }
}
