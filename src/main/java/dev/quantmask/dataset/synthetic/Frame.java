package dev.quantmask.dataset.synthetic;

import java.util.List;

/**
 * A rendered frame.
 *
 * @param jpeg the image's file
 * @param masks of its objects, from the back to the front
 */
@SuppressWarnings("ArrayRecordComponent") // a file: identity is what callers want
record Frame(int width, int height, byte[] jpeg, List<ObjectMask> masks) {}
