package dev.quantmask.function;

/** A request that cannot be answered, and why. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(int status, String detail) {
    this(new Problem(status, detail));
  }

  ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
  public static ProblemException badRequest(String format, Object... arguments) {
    return new ProblemException(400, format.formatted(arguments));
  }

  Problem problem() {
    return problem;
  }
}
