package dev.quantmask.lambda;

import dev.quantmask.server.problem.Problem;

/**
 * Ends an invocation as failed: Lambda reports the message to the invoker, and repeats what nobody
 * waits for.
 */
final class InvocationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvocationException(String message) {
    super(message, null, false, false); // what is wrong is in the message, not in the stack
  }

  /** The problem as JSON. */
  static InvocationException of(Problem problem) {
    return new InvocationException(problem.json());
  }
}
