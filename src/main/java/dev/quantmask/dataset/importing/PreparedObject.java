package dev.quantmask.dataset.importing;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Segmentation;

/** An annotation of COCO but for its numbers, which are given when everything has been read. */
record PreparedObject(
    String label, boolean crowd, Segmentation segmentation, long area, CocoBox box) {}
