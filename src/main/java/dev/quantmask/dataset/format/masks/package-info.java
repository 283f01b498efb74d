/**
 * Reads masks as PNG files: one an image, whose values or colours are classes, or one an object.
 *
 * <p>May use: dataset.findings, dataset.format, dataset.geometry, dataset.reader, image, io.
 */
package dev.quantmask.dataset.format.masks;
