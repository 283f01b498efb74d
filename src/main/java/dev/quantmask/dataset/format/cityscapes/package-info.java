/**
 * Reads the polygons of Cityscapes.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader,
 * Jackson.
 */
package dev.quantmask.dataset.format.cityscapes;
