/**
 * Reads and writes Label Studio's JSON.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader, image,
 * Jackson.
 */
package dev.quantmask.dataset.format.labelstudio;
