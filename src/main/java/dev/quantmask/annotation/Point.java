package dev.quantmask.annotation;

/** In pixels from the upper left corner of the picture; the first pixel reaches from 0 to 1. */
record Point(double x, double y) {}
