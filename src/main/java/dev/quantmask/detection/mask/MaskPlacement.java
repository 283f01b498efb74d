package dev.quantmask.detection.mask;

/** Tells where and how the pixels of the image sample the mask. */
record MaskPlacement(MaskAxis columns, MaskAxis rows, MaskSampling sampling) {}
