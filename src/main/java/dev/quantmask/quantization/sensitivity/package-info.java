/**
 * Measures what 8 bits cost and gain, layer by layer.
 *
 * <p>May use: coco, coco.scoring, detection, detection.torch, engine, evaluation, image, io,
 * model.config, model.network, model.quantization.
 */
package dev.quantmask.quantization.sensitivity;
