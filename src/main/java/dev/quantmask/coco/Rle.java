package dev.quantmask.coco;

/**
 * A binary mask as COCO run lengths: column by column, runs of 0 and 1 in turn, the first of 0 (it
 * may be empty).
 *
 * @param counts run lengths in pixels; they add up to {@code height * width}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rle(int height, int width, int[] counts) {}
