package dev.quantmask.training;

import dev.quantmask.text.Text;
import java.util.Map;

/** Watches a training. */
public interface TrainingMonitor {
  /** Something that people should know. */
  void message(String text);

  /** A checkpoint to go on from is written, or was there, after that many iterations. */
  default void checkpoint(int iterations) {}

  /** After every iteration. */
  void progress(Progress progress);

  /**
   * Says how far a training is.
   *
   * @param iteration the number of iterations that are done
   * @param losses their means since the last line of {@code metrics.jsonl}, under its names
   */
  record Progress(
      int iteration, int iterations, Map<String, Double> losses, double imagesPerSecond) {
    /** One line for people. */
    public String summary() {
      return Text.format(
          "total_loss %.3f (rpn_cls %.3f, rpn_loc %.3f, cls %.3f, box_reg %.3f, mask %.3f), %.1f"
              + " images/s",
          losses.get("total_loss"),
          losses.get("loss_rpn_cls"),
          losses.get("loss_rpn_loc"),
          losses.get("loss_cls"),
          losses.get("loss_box_reg"),
          losses.get("loss_mask"),
          imagesPerSecond);
    }
  }
}
