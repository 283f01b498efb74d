/**
 * Reads and writes Pascal VOC's masks of objects and classes, and reads its boxes.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader, image,
 * io.
 */
package dev.quantmask.dataset.format.voc;
