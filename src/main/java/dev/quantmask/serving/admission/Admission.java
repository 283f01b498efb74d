package dev.quantmask.serving.admission;

import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingLimits;
import dev.quantmask.text.Text;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Admits requests and the bytes of their bodies up to their limits, and none after the shutdown
 * began.
 */
public final class Admission {
  private final ServingLimits limits;
  private final Supplier<Duration> backlog;
  // Guarded by this.
  private int inside;
  private long bodyBytes;
  private boolean draining;

  /**
   * @param backlog how long what waits now will take
   */
  public Admission(ServingLimits limits, Supplier<Duration> backlog) {
    this.limits = limits;
    this.backlog = backlog;
  }

  /** One request's permit to wait and to be answered, until it is closed. */
  public record Permit(Runnable leave) implements AutoCloseable {
    @Override
    public void close() {
      leave.run();
    }
  }

  /**
   * @param held what was given for the request's body, or null
   */
  public synchronized Permit enter(BodyMemoryPermit held)
      throws OverloadedException, DrainingException {
    if (held != null && held.hasTurn()) {
      return new Permit(() -> {}); // counted until the body's permit is closed
    }
    check();
    inside++;
    return new Permit(this::leave);
  }

  private synchronized void leave() {
    inside--;
  }

  /** Before a body is read: takes a permit, and memory for the body. */
  public synchronized BodyMemoryPermit admitBody(long bytes)
      throws OverloadedException, DrainingException {
    check();
    take(bytes);
    inside++;
    return new BodyMemoryPermit(this, bytes);
  }

  private void take(long bytes) throws OverloadedException {
    if (bodyBytes + bytes > limits.bodyBytes()) {
      throw new OverloadedException(
          Text.format("%d bytes of requests are held already; retry later", bodyBytes));
    }
    bodyBytes += bytes;
  }

  synchronized void grow(BodyMemoryPermit permit, long more) throws OverloadedException {
    if (permit.isOpen()) {
      take(more);
      permit.grown(more);
    }
  }

  synchronized void giveUpTurn(BodyMemoryPermit permit) {
    if (permit.hasTurn()) {
      permit.turnGivenUp();
      inside--;
    }
  }

  synchronized void close(BodyMemoryPermit permit) {
    if (permit.isOpen()) {
      permit.closed();
      bodyBytes -= permit.bytes();
      giveUpTurn(permit);
    }
  }

  private void check() throws OverloadedException, DrainingException {
    if (draining) {
      throw new DrainingException();
    }
    if (inside >= limits.workers() + limits.waiting()) {
      throw new OverloadedException(
          Text.format("the request queue is full (at most %d wait); retry later", limits.waiting()),
          backlog.get());
    }
  }

  /** From now on nobody enters. */
  public synchronized void drain() {
    draining = true;
  }

  public synchronized int inside() {
    return inside;
  }

  public synchronized long bodyBytes() {
    return bodyBytes;
  }
}
