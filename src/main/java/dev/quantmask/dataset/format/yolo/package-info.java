/**
 * Reads and writes the labels of Ultralytics' YOLO, a text file an image.
 *
 * <p>May use: coco.mask, dataset.findings, dataset.format, dataset.geometry, dataset.reader, io.
 */
package dev.quantmask.dataset.format.yolo;
