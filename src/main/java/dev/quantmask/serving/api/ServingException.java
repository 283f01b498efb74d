package dev.quantmask.serving.api;

/** Why a request is not answered, though nothing is wrong with its image. */
public abstract sealed class ServingException extends Exception
    permits ClientDisconnectedException,
        DeadlineExceededException,
        DrainingException,
        ImageTooLargeException,
        ModelUnavailableException,
        OverloadedException,
        UnknownModelException {
  private static final long serialVersionUID = 1L;

  ServingException(String message) {
    super(message);
  }

  ServingException(String message, Throwable cause) {
    super(message, cause);
  }
}
