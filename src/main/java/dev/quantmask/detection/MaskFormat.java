package dev.quantmask.detection;

/** Names how masks are written: COCO compressed run lengths, polygons, or not at all. */
public enum MaskFormat {
  RLE,
  POLYGON,
  NONE
}
