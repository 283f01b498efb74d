/**
 * The engine: loads libtorch through DJL, and runs archives in it.
 *
 * <p>May use: detection, detection.mask, image, io, model.config, model.network,
 * model.quantization, DJL, JNA.
 */
package dev.quantmask.detection.torch;
