package dev.quantmask.tracking;

import dev.quantmask.coco.mask.CocoBox;

/**
 * Where a box is and how it moves: its centre, its ratio of width to height, and its height, with
 * the deviations of ByteTrack, which grow with the height.
 */
final class BoxFilter {
  private static final double POSITION_DEVIATION = 1.0 / 20; // of the height
  private static final double SPEED_DEVIATION = 1.0 / 160; // of the height, a frame
  private static final double RATIO_DEVIATION = 1e-2;
  private static final double RATIO_SPEED_DEVIATION = 1e-5;
  private static final double MEASURED_RATIO_DEVIATION = 1e-1;

  private final MotionFilter x;
  private final MotionFilter y;
  private final MotionFilter ratio;
  private final MotionFilter height;

  BoxFilter(CocoBox box) {
    double position = 2 * POSITION_DEVIATION * box.height();
    double speed = 10 * SPEED_DEVIATION * box.height();
    x = new MotionFilter(centreX(box), position, speed);
    y = new MotionFilter(centreY(box), position, speed);
    ratio = new MotionFilter(box.width() / box.height(), RATIO_DEVIATION, RATIO_SPEED_DEVIATION);
    height = new MotionFilter(box.height(), position, speed);
  }

  CocoBox box() {
    double width = ratio.value() * height.value();
    return new CocoBox(
        x.value() - width / 2, y.value() - height.value() / 2, width, height.value());
  }

  /** Keeps the height as it is until the next correction: of an object that is not seen. */
  void stopGrowth() {
    height.stop();
  }

  void predict() {
    double position = POSITION_DEVIATION * height.value();
    double speed = SPEED_DEVIATION * height.value();
    x.predict(position, speed);
    y.predict(position, speed);
    ratio.predict(RATIO_DEVIATION, RATIO_SPEED_DEVIATION);
    height.predict(position, speed);
  }

  void correct(CocoBox box) {
    double deviation = POSITION_DEVIATION * height.value();
    x.correct(centreX(box), deviation);
    y.correct(centreY(box), deviation);
    ratio.correct(box.width() / box.height(), MEASURED_RATIO_DEVIATION);
    height.correct(box.height(), deviation);
  }

  private static double centreX(CocoBox box) {
    return box.x() + box.width() / 2;
  }

  private static double centreY(CocoBox box) {
    return box.y() + box.height() / 2;
  }
}
