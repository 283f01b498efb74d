/**
 * Chooses the ranges of 8-bit activations from what layers put out on real images.
 *
 * <p>May use: coco, engine, image, io, model.network, model.quantization.
 */
package dev.quantmask.quantization.calibration;
