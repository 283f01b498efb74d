package dev.quantmask.dataset.geometry;

/** In pixels from the upper left corner of the image; the first pixel reaches from 0 to 1. */
public record Point(double x, double y) {}
