/**
 * The detector: an image in, detections with their timing out.
 *
 * <p>May use: coco.mask, image, model.quantization.
 */
package dev.quantmask.detection;
