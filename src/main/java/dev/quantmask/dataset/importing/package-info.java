/**
 * Imports annotations into COCO: read a format, find the images, convert the shapes, split, write.
 *
 * <p>May use: coco, coco.mask, dataset.findings, dataset.format.coco, dataset.format.cvat,
 * dataset.format.labelme, dataset.format.labelstudio, dataset.format.supervisely,
 * dataset.format.via, dataset.geometry, dataset.reader, image, io, Jackson.
 */
package dev.quantmask.dataset.importing;
