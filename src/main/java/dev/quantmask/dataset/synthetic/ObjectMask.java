package dev.quantmask.dataset.synthetic;

/**
 * The visible pixels of one object.
 *
 * @param x0 the leftmost of them, as {@code y0} the uppermost
 * @param inside {@code boolean[height * width]}, rows from the top; each of the four sides of the
 *     window has a true one
 * @param id of the object over the frames of a clip, from 1; 0 elsewhere
 * @param visiblePart of the whole object, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // pixels: identity is what callers want
record ObjectMask(
    ObjectClass objectClass,
    int x0,
    int y0,
    int width,
    int height,
    boolean[] inside,
    int id,
    double visiblePart) {
  int area() {
    int area = 0;
    for (boolean pixel : inside) {
      area += pixel ? 1 : 0;
    }
    return area;
  }
}
