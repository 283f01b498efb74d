/**
 * COCO's average precision, equal to pycocotools to the last bit.
 *
 * <p>May use: coco.
 */
package dev.quantmask.coco.scoring;
