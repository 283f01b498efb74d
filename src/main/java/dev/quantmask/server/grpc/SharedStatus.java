package dev.quantmask.server.grpc;

import dev.quantmask.server.streaming.StreamTimers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells all who listen of a status and of each change of it. It looks once in an interval however
 * many listen, and however often they come and go, and not at all while nobody listens.
 *
 * @param <S> the status
 */
final class SharedStatus<S> {
  private final Supplier<Future<S>> look;
  private final StreamTimers timers;
  private final Duration interval;

  // Guarded by this.
  private final List<Listener<S>> listeners = new ArrayList<>();
  private S known; // null until a look has told it
  private boolean isRunning; // a look, or the time until the next

  /**
   * Is told, on any thread.
   *
   * @param told takes the status
   * @param failed runs when it cannot be found out; nothing more is told then
   */
  record Listener<S>(Consumer<S> told, Runnable failed) {}

  /**
   * @param look tells the status now
   */
  SharedStatus(Supplier<Future<S>> look, StreamTimers timers, Duration interval) {
    this.look = look;
    this.timers = timers;
    this.interval = interval;
  }

  /** Tells a listener the status if it is known, and then each change until it leaves. */
  synchronized void add(Listener<S> listener) {
    listeners.add(listener);
    if (known != null) {
      listener.told().accept(known);
    }
    if (!isRunning) {
      isRunning = true;
      look.get().onComplete(this::looked);
    }
  }

  synchronized void remove(Listener<S> listener) {
    listeners.remove(listener);
  }

  private synchronized void looked(AsyncResult<S> result) {
    if (result.failed()) {
      known = null;
      List.copyOf(listeners).forEach(listener -> listener.failed().run());
      listeners.clear();
    } else if (!result.result().equals(known)) {
      known = result.result();
      List.copyOf(listeners).forEach(listener -> listener.told().accept(known));
    }
    timers.in(interval, this::lookAgain);
  }

  private synchronized void lookAgain() {
    if (listeners.isEmpty()) {
      isRunning = false;
      known = null; // it may change while nobody looks
    } else {
      look.get().onComplete(this::looked);
    }
  }
}
