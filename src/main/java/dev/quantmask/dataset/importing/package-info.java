/**
 * Converts annotations from one format to another: read, find the images, convert the shapes,
 * split, write.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader, image,
 * io, video, Jackson.
 */
package dev.quantmask.dataset.importing;
