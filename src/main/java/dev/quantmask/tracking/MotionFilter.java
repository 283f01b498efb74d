package dev.quantmask.tracking;

/**
 * A Kalman filter of one number that changes at a constant speed, a frame a step.
 *
 * <p>ByteTrack's filter has four such numbers in one state of eight; none of its matrices joins two
 * of them, so four filters compute the same.
 */
final class MotionFilter {
  private double value;
  private double speed; // a frame
  private double valueVariance;
  private double covariance; // of value and speed
  private double speedVariance;

  MotionFilter(double value, double valueDeviation, double speedDeviation) {
    this.value = value;
    valueVariance = valueDeviation * valueDeviation;
    speedVariance = speedDeviation * speedDeviation;
  }

  double value() {
    return value;
  }

  void stop() {
    speed = 0;
  }

  /** Goes to the next frame; the deviations are the noise of the motion. */
  void predict(double valueDeviation, double speedDeviation) {
    value += speed;
    valueVariance += 2 * covariance + speedVariance + valueDeviation * valueDeviation;
    covariance += speedVariance;
    speedVariance += speedDeviation * speedDeviation;
  }

  /** Corrects the value and the speed by what was measured. */
  void correct(double measured, double deviation) {
    double variance = valueVariance + deviation * deviation;
    double valueGain = valueVariance / variance;
    double speedGain = covariance / variance;
    double innovation = measured - value;
    value += valueGain * innovation;
    speed += speedGain * innovation;
    valueVariance -= valueGain * valueGain * variance;
    covariance -= valueGain * speedGain * variance;
    speedVariance -= speedGain * speedGain * variance;
  }
}
