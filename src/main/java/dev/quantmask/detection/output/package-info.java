/**
 * Detections as JSON, with the map for an encoder, and as an overlay on their image.
 *
 * <p>May use: coco.mask, detection, image, roi, Jackson.
 */
package dev.quantmask.detection.output;
