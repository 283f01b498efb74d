package dev.quantmask.serving.api;

/** Nobody waits for the answer any more. */
public final class ClientDisconnectedException extends ServingException {
  private static final long serialVersionUID = 1L;

  public ClientDisconnectedException() {
    super(Outcome.CLIENT_DISCONNECTED, "the client has disconnected");
  }
}
