/**
 * Loads archives into the engine, and makes detections of what the network gives.
 *
 * <p>May use: detection, detection.mask, engine, image, io, model.config, model.network,
 * model.quantization.
 */
package dev.quantmask.detection.torch;
