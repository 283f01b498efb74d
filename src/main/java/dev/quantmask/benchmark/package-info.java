/**
 * Times models end to end, beside the sum of what their layers take by themselves.
 *
 * <p>May use: detection, detection.output, detection.torch, engine, image, io, model.network,
 * statistics, Jackson.
 */
package dev.quantmask.benchmark;
