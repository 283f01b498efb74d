/**
 * Computes COCO's average precision, equal to pycocotools to the last bit.
 *
 * <p>May use: coco, coco.json, coco.mask.
 */
package dev.quantmask.coco.scoring;
