/**
 * Detections as JSON and as an overlay on their image.
 *
 * <p>May use: coco.mask, detection, image, Jackson.
 */
package dev.quantmask.detection.output;
