package dev.quantmask.capacity;

/** What becomes of an image. */
enum Outcome {
  /** It has its detections. */
  ANSWERED,
  /** There was no room: 503. */
  REFUSED,
  /** Its time was over: 504. */
  EXPIRED,
  /** A newer frame of its stream has taken its place. */
  DROPPED
}
