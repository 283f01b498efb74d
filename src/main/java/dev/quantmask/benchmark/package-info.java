/**
 * Times models end to end, beside the sum of what their layers take by themselves.
 *
 * <p>May use: detection, detection.output, detection.torch, engine, image, io, model.network,
 * model.quantization, quantization.calibration, statistics, Jackson.
 */
package dev.quantmask.benchmark;
