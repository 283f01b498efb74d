/**
 * Checks a COCO file, record by record.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format.coco, dataset.geometry, dataset.reader,
 * image, io, Jackson.
 */
package dev.quantmask.dataset.validation;
