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
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

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

  /** One request's place, until it is closed. */
  public record Place(Runnable leave) implements AutoCloseable {
    @Override
    public void close() {
      leave.run();
    }
  }

  /**
   * @param held what was given for the request's body, or null
   */
  public synchronized Place enter(BodyMemoryPermit held)
      throws OverloadedException, DrainingException {
    if (held != null && held.hasTurn()) {
      return new Place(() -> {}); // counted until the body's place is closed
    }
    check();
    inside++;
    return new Place(this::leave);
  }

  private synchronized void leave() {
    inside--;
  }

  /** Before a body is read: takes a place, and memory for the body. */
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
          Text.format("%d bytes of requests are held already; retry later", bodyBytes), A_MOMENT);
    }
    bodyBytes += bytes;
  }

  synchronized void grow(BodyMemoryPermit place, long more) throws OverloadedException {
    if (place.isOpen()) {
      take(more);
      place.grown(more);
    }
  }

  synchronized void giveUpTurn(BodyMemoryPermit place) {
    if (place.hasTurn()) {
      place.turnGivenUp();
      inside--;
    }
  }

  synchronized void close(BodyMemoryPermit place) {
    if (place.isOpen()) {
      place.closed();
      bodyBytes -= place.bytes();
      giveUpTurn(place);
    }
  }

  private void check() throws OverloadedException, DrainingException {
    if (draining) {
      throw new DrainingException();
    }
    if (inside >= limits.workers() + limits.waiting()) {
      throw new OverloadedException(
          Text.format("the request queue is full (%d wait); retry later", limits.waiting()),
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
