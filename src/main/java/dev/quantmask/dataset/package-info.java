/**
 * Counts what is in a COCO data set.
 *
 * <p>May use: coco, coco.json.
 */
package dev.quantmask.dataset;
