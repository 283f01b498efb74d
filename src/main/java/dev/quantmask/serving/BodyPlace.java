package dev.quantmask.serving;

import java.util.concurrent.atomic.AtomicBoolean;

/** Memory for the body of a request, until it is closed; a second time has no effect. */
public final class BodyPlace implements AutoCloseable {
  private final Runnable free;
  private final AtomicBoolean closed = new AtomicBoolean();

  BodyPlace(Runnable free) {
    this.free = free;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      free.run();
    }
  }
}
