/**
 * Scores tracks against ground truth: HOTA, CLEAR and identity, equal to trackeval.
 *
 * <p>May use: coco.mask, io, tracking.
 */
package dev.quantmask.tracking.scoring;
