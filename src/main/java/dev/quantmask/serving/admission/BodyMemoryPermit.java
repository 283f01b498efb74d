package dev.quantmask.serving.admission;

import dev.quantmask.serving.api.OverloadedException;

/**
 * Memory for the body of a request, and its turn: a place among those that wait, so that what has
 * been read is not refused. Until it is closed; a second time has no effect.
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
   * Gives the turn of a slow request up: others may come before, and it has to see whether there is
   * a place then.
   */
  public void giveUpTurn() {
    admission.giveUpTurn(this);
  }

  /**
   * Takes more memory, for a body whose length nobody has told; none once it is closed.
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
