package dev.quantmask.serving.api;

import dev.quantmask.text.Text;

/** The answer would come too late. */
public final class DeadlineExceededException extends ServingException {
  private static final long serialVersionUID = 1L;

  public DeadlineExceededException(Deadline deadline) {
    super(
        Outcome.DEADLINE_EXCEEDED,
        Text.format("no answer within %d ms", deadline.allowed().toMillis()));
  }
}
