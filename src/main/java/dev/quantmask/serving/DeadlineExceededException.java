package dev.quantmask.serving;

/** The answer would come too late. */
public final class DeadlineExceededException extends ServingException {
  private static final long serialVersionUID = 1L;

  DeadlineExceededException(Deadline deadline) {
    super("no answer within %d ms".formatted(deadline.allowed().toMillis()));
  }
}
