package dev.quantmask.server.problem;

import com.google.errorprone.annotations.FormatMethod;
import dev.quantmask.text.Text;

/** A request that cannot be answered, and why. It has no stack trace: clients make many of them. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(int status, String detail) {
    this(new Problem(status, detail));
  }

  public ProblemException(Problem problem) {
    super(problem.detail(), null, true, false);
    this.problem = problem;
  }

  @FormatMethod
  public static ProblemException badRequest(String format, Object... arguments) {
    return new ProblemException(400, Text.format(format, arguments));
  }

  Problem problem() {
    return problem;
  }
}
