package dev.quantmask.dataset.geometry;

/**
 * Is a point in pixels from the upper left corner of the image; the first pixel reaches from 0 to
 * 1.
 */
public record Point(double x, double y) {}
