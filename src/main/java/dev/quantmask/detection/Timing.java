package dev.quantmask.detection;

/**
 * Says where the time of one request went, in milliseconds of a monotonic clock.
 *
 * @param decode bytes to pixels
 * @param queue waiting for a free worker
 * @param load loading the model, 0 unless this request had to
 * @param inference the network
 * @param postprocess pasting and encoding masks
 * @param total everything, from the bytes to the detections
 */
public record Timing(
    double decode,
    double queue,
    double load,
    double inference,
    double postprocess,
    double total,
    boolean coldStart) {}
