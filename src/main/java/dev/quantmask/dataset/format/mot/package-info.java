/**
 * Reads the boxes of MOTChallenge's ground truth.
 *
 * <p>May use: dataset.findings, dataset.format, dataset.geometry, dataset.reader, io.
 */
package dev.quantmask.dataset.format.mot;
