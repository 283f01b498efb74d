/**
 * Reads Datumaro's own JSON.
 *
 * <p>May use: dataset.findings, dataset.format, dataset.geometry, dataset.reader, Jackson.
 */
package dev.quantmask.dataset.format.datumaro;
