/**
 * What the readers of all formats share: annotated images, fields of JSON and XML with their place,
 * folders of images, and records that wait on disk.
 *
 * <p>May use: coco.json, coco.mask, dataset.findings, dataset.geometry, image, io, Jackson, StAX.
 */
package dev.quantmask.dataset.reader;
