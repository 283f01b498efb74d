/**
 * The shapes of annotations: clipped to their image, turned upright, made into masks.
 *
 * <p>May use: coco.mask, dataset.findings, image.
 */
package dev.quantmask.dataset.geometry;
