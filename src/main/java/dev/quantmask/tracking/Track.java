package dev.quantmask.tracking;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;

/** An object that is followed. */
final class Track {
  /** Whether the object was found in the last frame that was looked at. */
  enum State {
    TRACKED,
    LOST,
    REMOVED
  }

  private final BoxFilter filter;
  private final int firstFrame;
  private int lastFrame; // in which it was found
  private State state = State.TRACKED;
  private int id; // 0 until it was found twice
  private Detection detection; // the last one

  Track(TrackedDetection first, int frame) {
    filter = new BoxFilter(first.box());
    firstFrame = frame;
    lastFrame = frame;
    detection = first.detection();
  }

  State state() {
    return state;
  }

  int id() {
    return id;
  }

  boolean isConfirmed() {
    return id > 0;
  }

  int lastFrame() {
    return lastFrame;
  }

  /** How long it was followed, in frames. */
  int age() {
    return lastFrame - firstFrame;
  }

  CocoBox box() {
    return filter.box();
  }

  void confirm(int newId) {
    id = newId;
  }

  void lose() {
    state = State.LOST;
  }

  void remove() {
    state = State.REMOVED;
  }

  void predict() {
    if (state != State.TRACKED) {
      filter.stopGrowth();
    }
    filter.predict();
  }

  void update(TrackedDetection found, int frame) {
    filter.correct(found.box());
    state = State.TRACKED;
    lastFrame = frame;
    detection = found.detection();
  }

  /** The last mask where the object is expected; null if it had none. */
  Rle expectedMask() {
    Rle mask = detection.mask();
    return mask == null ? null : moved(mask, TrackedDetection.boxOf(detection), box());
  }

  /** The last detection where the object is expected. */
  Detection expected() {
    CocoBox box = box();
    return new Detection(
        detection.classId(),
        detection.label(),
        detection.score(),
        new Detection.Box(
            (float) box.x(),
            (float) box.y(),
            (float) (box.x() + box.width()),
            (float) (box.y() + box.height())),
        expectedMask(),
        id);
  }

  /** By as many whole pixels as the centre of its box. */
  private static Rle moved(Rle mask, CocoBox from, CocoBox to) {
    double right = to.x() - from.x() + (to.width() - from.width()) / 2;
    double down = to.y() - from.y() + (to.height() - from.height()) / 2;
    return mask.moved((int) Math.rint(right), (int) Math.rint(down));
  }
}
