/**
 * The COCO format: records, run-length masks.
 *
 * <p>May use: Jackson.
 */
package dev.quantmask.coco;
