package dev.quantmask.roi;

/**
 * A rectangle of the frame in pixels with one offset of the quantizer: {@code AVRegionOfInterest},
 * {@code GstVideoRegionOfInterestMeta}, {@code VAEncROI}.
 */
public record RoiRegion(int x, int y, int width, int height, int offset) {}
