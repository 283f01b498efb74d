package dev.quantmask.report;

import java.util.Map;

/**
 * Milliseconds an image, of network and masks, without decoding, scoring and drawing.
 *
 * @param all of every measured run, in the order of the images
 * @param phases medians by phase, in the order in which they run
 */
public record Latency(
    double mean, double p50, double p95, double p99, double[] all, Map<String, Double> phases) {}
