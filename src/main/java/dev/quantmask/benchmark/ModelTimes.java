package dev.quantmask.benchmark;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Holds what was measured of one model, in milliseconds.
 *
 * @param name unlike all others of the comparison
 * @param scheme label of its scheme: {@code dynamic}
 * @param device as PyTorch writes it: {@code cpu}, {@code cuda:0}
 * @param fileMegabytes of 10^6 bytes
 * @param endToEnd of each request: from the bytes of the image to those of the answer
 * @param network of each request: from pixels to the network's detections
 * @param limit median over the images: the convolutions and linear layers, run one by one
 * @param phases median of each phase; empty unless asked for
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelTimes(
    String name,
    String scheme,
    String device,
    double fileMegabytes,
    double[] endToEnd,
    double[] network,
    double limit,
    Map<Phase, Double> phases) {
  public ModelTimes {
    Map<Phase, Double> ordered = new EnumMap<>(Phase.class);
    ordered.putAll(phases);
    phases = Collections.unmodifiableMap(ordered);
  }
}
