/**
 * Reads COCO files that other tools wrote.
 *
 * <p>May use: coco, coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader,
 * io, Jackson.
 */
package dev.quantmask.dataset.format.coco;
