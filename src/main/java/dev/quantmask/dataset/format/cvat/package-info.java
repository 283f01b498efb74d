/**
 * Reads and writes CVAT's XML: images and tracks.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader, io.
 */
package dev.quantmask.dataset.format.cvat;
