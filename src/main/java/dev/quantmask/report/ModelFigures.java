package dev.quantmask.report;

import dev.quantmask.statistics.Interval;

/**
 * Holds what was measured of one model.
 *
 * @param name unlike all others of the comparison
 * @param scheme label of its scheme: {@code dynamic}
 * @param device as PyTorch writes it: {@code cpu}, {@code cuda:0}
 * @param fileMegabytes of 10^6 bytes, like all megabytes here
 * @param speedUp median time of the first model by this one's; null for the first
 * @param boxChange box AP less the first model's, in points; null for the first, NaN if there is
 *     nothing to find
 * @param maskChange mask AP less the first model's, likewise
 * @param peakMemoryMegabytes what loading and running it took at most; NaN where the system does
 *     not tell
 */
public record ModelFigures(
    String name,
    String file,
    String scheme,
    String device,
    String sha256,
    double fileMegabytes,
    double loadMilliseconds,
    Latency latency,
    Interval speedUp,
    AccuracyFigures boxes,
    AccuracyFigures masks,
    Interval boxChange,
    Interval maskChange,
    double peakMemoryMegabytes) {}
