package dev.quantmask.detection;

import dev.quantmask.coco.mask.Rle;

/**
 * One object that was found.
 *
 * @param classId from 0, without background, as in Detectron2
 * @param box (x0, y0, x1, y1) in pixels of the original image
 * @param mask in pixels of the original image; null when masks were not asked for
 * @param trackId of the object over the frames of a video, from 1; null when it is not followed
 */
public record Detection(
    int classId, String label, float score, Box box, Rle mask, Integer trackId) {
  public Detection(int classId, String label, float score, Box box, Rle mask) {
    this(classId, label, score, box, mask, null);
  }

  /** The same with the id of its object. */
  public Detection tracked(int id) {
    return new Detection(classId, label, score, box, mask, id);
  }

  /** Corners in pixels of the original image, x to the right, y down. */
  public record Box(float x0, float y0, float x1, float y1) {}
}
