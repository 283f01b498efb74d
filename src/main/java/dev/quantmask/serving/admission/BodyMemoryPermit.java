package dev.quantmask.serving.admission;

import dev.quantmask.serving.api.OverloadedException;

/**
 * Memory for the body of a request, and its turn: a place in the queue, so that a request whose
 * body has been read is not refused. Both are held until it is closed; closing it again has no
 * effect.
 */
public final class BodyMemoryPermit implements AutoCloseable {
  private final Admission admission;
  // Guarded by the admission.
  private long bytes;
  private boolean open = true;
  private boolean hasTurn = true;

  BodyMemoryPermit(Admission admission, long bytes) {
    this.admission = admission;
    this.bytes = bytes;
  }

  long bytes() {
    return bytes;
  }

  void grown(long more) {
    bytes += more;
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

  /**
   * Gives the turn of a slow request up: others may come before it, and when its body is there it
   * needs a place again.
   */
  public void giveUpTurn() {
    admission.giveUpTurn(this);
  }

  /**
   * Takes more memory, for a body of unknown length; it takes none once it is closed.
   *
   * @throws OverloadedException when there is none; what is held stays so
   */
  public void grow(long more) throws OverloadedException {
    admission.grow(this, more);
  }

  @Override
  public void close() {
    admission.close(this);
  }
}
