/**
 * Reads Label Studio's JSON exports.
 *
 * <p>May use: dataset.findings, dataset.format, dataset.geometry, dataset.reader, image, Jackson.
 */
package dev.quantmask.dataset.format.labelstudio;
