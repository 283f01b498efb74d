package dev.quantmask.detection;

/** How masks leave: COCO compressed run lengths, polygons, or not at all. */
public enum MaskFormat {
  RLE,
  POLYGON,
  NONE
}
