package dev.quantmask.serving;

/**
 * Memory for the body of a request, and its turn: a place among those that wait, so that what has
 * been read is not turned away. Until it is closed; a second time has no effect.
 */
public final class BodyPlace implements AutoCloseable {
  private final Admission admission;
  private final long bytes;
  // Guarded by the admission.
  private boolean open = true;
  private boolean hasTurn = true;

  BodyPlace(Admission admission, long bytes) {
    this.admission = admission;
    this.bytes = bytes;
  }

  long bytes() {
    return bytes;
  }

  boolean isOpen() {
    return open;
  }

  boolean hasTurn() {
    return hasTurn;
  }

  void closed() {
    open = false;
  }

  void turnGivenUp() {
    hasTurn = false;
  }

  /** For who is slow: others may come before, and it has to see whether there is a place then. */
  public void giveUpTurn() {
    admission.giveUpTurn(this);
  }

  @Override
  public void close() {
    admission.close(this);
  }
}
