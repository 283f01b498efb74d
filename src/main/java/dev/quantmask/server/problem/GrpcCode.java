package dev.quantmask.server.problem;

/** The codes of gRPC that the service answers with; an ordinal is not the number on the wire. */
enum GrpcCode {
  INVALID_ARGUMENT(3),
  DEADLINE_EXCEEDED(4),
  NOT_FOUND(5),
  PERMISSION_DENIED(7),
  RESOURCE_EXHAUSTED(8),
  UNIMPLEMENTED(12),
  INTERNAL(13),
  UNAVAILABLE(14),
  UNAUTHENTICATED(16);

  private final int number;

  GrpcCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /**
   * Returns the code of a problem. What is worth another try at the same instance is {@code
   * RESOURCE_EXHAUSTED} with the time to wait; {@code UNAVAILABLE} is for another instance.
   */
  static GrpcCode of(Problem problem) {
    return switch (problem.status()) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> PERMISSION_DENIED;
      case 404 -> NOT_FOUND;
      case 408, 504 -> DEADLINE_EXCEEDED;
      case 413 -> RESOURCE_EXHAUSTED;
      case 501 -> UNIMPLEMENTED;
      case 503 ->
          problem.retryAfter().isPresent() && !problem.closesConnection()
              ? RESOURCE_EXHAUSTED
              : UNAVAILABLE;
      default -> problem.status() < 500 ? INVALID_ARGUMENT : INTERNAL;
    };
  }
}
