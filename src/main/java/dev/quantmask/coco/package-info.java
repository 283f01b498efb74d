/**
 * The COCO format: records of data sets and detections, their readers and their writer.
 *
 * <p>May use: coco.json, coco.mask, io, Jackson.
 */
package dev.quantmask.coco;
