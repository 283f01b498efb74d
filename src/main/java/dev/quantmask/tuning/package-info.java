/**
 * Searches for the settings of a network that reach a goal on this machine: what it proposes is
 * measured, and only what was measured is chosen.
 *
 * <p>May use: coco, detection, detection.torch, engine, evaluation, image, io, model.config,
 * model.network, model.quantization, quantization.calibration, quantization.sensitivity, report,
 * statistics.
 */
package dev.quantmask.tuning;
