package dev.quantmask.lambda;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.text.Text;

/** What Lambda lets pass as the answer of one invocation. */
final class AnswerLimit {
  static final int BYTES = 6 * 1024 * 1024;

  private static final String ADVICE =
      "raise minScore, lower maxDetections, or ask for masks=none; of a large image ask for"
          + " application/json and not for image/png; frames in a bucket have no such limit";

  private AnswerLimit() {}

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
