/**
 * Reads the projects and exports of the VGG Image Annotator.
 *
 * <p>May use: dataset.findings, dataset.format, dataset.geometry, dataset.reader, io, Jackson.
 */
package dev.quantmask.dataset.format.via;
