package dev.quantmask.kafka;

import dev.quantmask.image.ImageException;
import dev.quantmask.remote.RemoteException;
import dev.quantmask.serving.api.ServingException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Repeats what cannot be done now: a message waits in its topic as long as it takes, and with it
 * those that follow under its key. What fails by itself rather than because of others is given up
 * after a few attempts.
 */
final class Patience {
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Duration shortest;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param shortest pause before another attempt; it doubles up to a second
   */
  Patience(Duration shortest) {
    this.shortest = shortest;
  }

  /** Something that is attempted. */
  @FunctionalInterface
  interface Work<T> {
    T attempt() throws ImageException, ServingException, RemoteException;
  }

  /**
   * Does the work, again while it fails for a reason that passes.
   *
   * @throws StoppedException when the service ends before
   */
  <T> T repeat(Work<T> work) throws ImageException, ServingException, RemoteException {
    int failures = 0;
    for (Duration pause = shortest; ; pause = doubled(pause)) {
      try {
        return work.attempt();
      } catch (ServingException e) {
        failures += requirePassing(e) ? 0 : 1;
        if (failures == MOST_ATTEMPTS) {
          throw e;
        }
      } catch (RemoteException e) {
        failures++;
        if (!e.isPassing() || failures == MOST_ATTEMPTS) {
          throw e;
        }
      }
      pause(pause);
    }
  }

  /** Returns whether it is because of others, and passes as soon as they are done. */
  private static boolean requirePassing(ServingException e) throws ServingException {
    return switch (e.outcome()) {
      case OVERLOADED, MODEL_UNAVAILABLE -> true;
      case DEADLINE_EXCEEDED -> false;
      case DRAINING -> throw new StoppedException();
      case ANSWERED,
          INVALID,
          UNAUTHORIZED,
          UNKNOWN_MODEL,
          BODY_TOO_SLOW,
          TOO_LARGE,
          INVALID_IMAGE,
          FAILED,
          CLIENT_DISCONNECTED ->
          throw e;
    };
  }

  private static Duration doubled(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  /**
   * Waits before another attempt.
   *
   * @throws StoppedException when the service ends
   */
  void pause(Duration pause) {
    waiting.incrementAndGet();
    try {
      if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoppedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Ends all pauses, and lets none begin. */
  void stop() {
    stopped.countDown();
  }

  /** Returns how many wait for another attempt. */
  int waiting() {
    return waiting.get();
  }
}
