/**
 * Reads CVAT's XML: images and tracks.
 *
 * <p>May use: dataset.findings, dataset.format, dataset.geometry, dataset.reader.
 */
package dev.quantmask.dataset.format.cvat;
