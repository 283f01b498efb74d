package dev.quantmask.image;

/** The largest picture that is decoded, in pixels. */
public record ImageLimits(int maxWidth, int maxHeight, long maxPixels) {}
