/**
 * Reads and writes LabelMe's JSON, one file an image.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader, image,
 * Jackson.
 */
package dev.quantmask.dataset.format.labelme;
