package dev.quantmask.function;

/** A request that cannot be answered, and why. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ProblemException(int status, String detail) {
    super(detail);
    this.status = status;
  }

  static ProblemException badRequest(String format, Object... arguments) {
    return new ProblemException(400, format.formatted(arguments));
  }

  Problem problem() {
    return new Problem(status, getMessage());
  }
}
