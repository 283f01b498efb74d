/**
 * Computes average precision of COCO and LVIS, equal to pycocotools and lvis to the last bit.
 *
 * <p>May use: coco, coco.json, coco.mask.
 */
package dev.quantmask.coco.scoring;
