/**
 * Reads Label Studio's JSON exports.
 *
 * <p>May use: dataset.findings, dataset.geometry, dataset.reader, image, Jackson.
 */
package dev.quantmask.dataset.format.labelstudio;
