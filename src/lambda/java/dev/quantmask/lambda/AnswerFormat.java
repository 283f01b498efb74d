package dev.quantmask.lambda;

import dev.quantmask.server.problem.ProblemException;
import java.util.Locale;

/** What a request of HTTP is answered with. */
enum AnswerFormat {
  JSON("application/json"),
  PNG("image/png");

  private final String mediaType;

  AnswerFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /**
   * The format that is liked best; of those that are liked the same, JSON.
   *
   * @param accept the header, or null
   */
  static AnswerFormat of(String accept) {
    if (accept == null || accept.isBlank()) {
      return JSON;
    }
    double json = JSON.quality(accept);
    double png = PNG.quality(accept);
    if (json <= 0 && png <= 0) {
      throw new ProblemException(406, "Accept: expected application/json or image/png");
    }
    return png > json ? PNG : JSON;
  }

  /** By the range that names this type most closely, as RFC 9110 has it. */
  private double quality(String accept) {
    double quality = 0;
    int closest = -1;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      int closeness = closeness(parts[0].strip());
      if (closeness > closest) {
        closest = closeness;
        quality = quality(parts);
      }
    }
    return quality;
  }

  private int closeness(String range) {
    if (range.equals(mediaType)) {
      return 2;
    }
    if (range.equals(mediaType.split("/")[0] + "/*")) {
      return 1;
    }
    return range.equals("*/*") ? 0 : -1;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
