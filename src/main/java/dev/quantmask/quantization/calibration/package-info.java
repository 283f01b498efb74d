/**
 * Chooses the ranges of 8-bit activations from what layers put out on real images.
 *
 * <p>May use: coco, detection.torch, image, io, model.network, model.quantization, DJL, Jackson.
 */
package dev.quantmask.quantization.calibration;
