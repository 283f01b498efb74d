/**
 * Counts what is in a COCO data set.
 *
 * <p>May use: coco.
 */
package dev.quantmask.dataset;
