/**
 * The COCO format: records, run-length masks.
 *
 * <p>May use: files, Jackson.
 */
package dev.quantmask.coco;
