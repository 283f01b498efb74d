/**
 * Renders game scenes with exact masks.
 *
 * <p>May use: coco.mask, dataset.format.labelme, image, io, Jackson.
 */
package dev.quantmask.dataset.synthetic;
