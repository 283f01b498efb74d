package dev.quantmask.annotation;

import dev.quantmask.coco.CocoBox;
import dev.quantmask.coco.Segmentation;

/** An annotation of COCO but for its numbers, which are given when everything has been read. */
record PreparedObject(
    String label, boolean crowd, Segmentation segmentation, long area, CocoBox box) {}
