package dev.quantmask.training;

import dev.quantmask.text.Text;

/** Who watches a training. */
public interface TrainingMonitor {
  /** Something that people should know. */
  void message(String text);

  /** A checkpoint to go on from is written, or was there, after that many iterations. */
  default void checkpoint(int iterations) {}

  /** After every iteration. */
  void progress(Progress progress);

  /**
   * How far a training is.
   *
   * @param iteration the number of iterations that are done
   * @param losses of the last iteration
   */
  record Progress(int iteration, int iterations, Losses losses, double imagesPerSecond) {
    /** One line for people. */
    public String summary() {
      return Text.format(
          "loss %.3f (rpn %.3f + %.3f, class %.3f, box %.3f, mask %.3f), %.1f images/s",
          losses.total(),
          losses.rpnClass(),
          losses.rpnBox(),
          losses.headClass(),
          losses.headBox(),
          losses.mask(),
          imagesPerSecond);
    }
  }
}
