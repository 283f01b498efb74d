package dev.quantmask.coco;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Segmentation;

/**
 * A record of a result file.
 *
 * @param box null if the file has none
 * @param segmentation null if the file has none
 * @param score finite
 */
public record CocoDetection(
    long imageId, long categoryId, CocoBox box, Segmentation segmentation, double score) {}
