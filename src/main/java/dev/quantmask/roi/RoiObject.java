package dev.quantmask.roi;

import dev.quantmask.coco.mask.Rle;

/**
 * What is to be seen well.
 *
 * @param label of its class
 * @param mask of the size of the image in which it was found
 */
public record RoiObject(String label, Rle mask) {}
