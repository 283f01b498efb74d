package dev.quantmask.lambda;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.text.Text;

/** What Lambda lets pass as the answer of one invocation. */
final class AnswerLimit {
  static final int BYTES = 6 * 1024 * 1024;

  private static final String ADVICE =
      "raise minScore, lower maxDetections, or ask for masks=none; frames in a bucket have no such"
          + " limit";

  /** Headers and braces around a body. */
  private static final int ENVELOPE = 1024;

  private AnswerLimit() {}

  /**
   * Before the work: whether a picture of so many pixels fits, even if it cannot be compressed.
   *
   * @param pixels width times height
   */
  static void checkPicture(long pixels) {
    long png = pixels * 3 + pixels / 25; // a byte a row, and the frames of stored blocks
    long base64 = (png + 2) / 3 * 4 + ENVELOPE;
    if (base64 > BYTES) {
      throw new ProblemException(
          413,
          Text.format(
              "the answer would be a picture of %d pixels, and may be larger than the %d bytes that Lambda lets pass: ask for application/json, or send a smaller picture",
              pixels, BYTES));
    }
  }

  static byte[] checked(byte[] answer) {
    if (answer.length > BYTES) {
      throw new ProblemException(
          413,
          Text.format(
              "the answer has %d bytes, and Lambda lets %d pass: %s",
              answer.length, BYTES, ADVICE));
    }
    return answer;
  }
}
