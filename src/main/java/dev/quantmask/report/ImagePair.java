package dev.quantmask.report;

import dev.quantmask.text.Text;
import java.util.Base64;
import java.util.List;

/**
 * An image as two models see it.
 *
 * @param agreement {@code 0.62}
 * @param views the first model's and the other's
 */
record ImagePair(String file, String agreement, List<View> views) {

  static ImagePair of(Disagreement disagreement, String firstModel) {
    String file = disagreement.file();
    return new ImagePair(
        file,
        Text.format("%.2f", disagreement.agreement()),
        List.of(
            new View(
                file, firstModel, objects(disagreement.foundByFirst()), url(disagreement.first())),
            new View(
                file,
                disagreement.model(),
                objects(disagreement.foundByModel()),
                url(disagreement.other()))));
  }

  private static String objects(int count) {
    return ReportNumbers.count(count, "object");
  }

  private static String url(byte[] jpeg) {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }

  /**
   * The image with what a model found drawn in.
   *
   * @param url holds the image itself
   */
  record View(String file, String model, String objects, String url) {}
}
