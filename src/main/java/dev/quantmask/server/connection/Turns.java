package dev.quantmask.server.connection;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Does what connections of an event loop have left to do: in turn, and for a few milliseconds
 * between two looks at what others send. An event loop by itself would first do all that one read
 * has brought.
 */
final class Turns {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PAUSE =
      100; // microseconds; a task without one would come before others

  private static final FastThreadLocal<Turns> OF_THIS_THREAD =
      new FastThreadLocal<>() {
        @Override
        protected Turns initialValue() {
          return new Turns();
        }
      };

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean isScheduled;

  private Turns() {}

  /** Must be called on the event loop. */
  static void add(EventExecutor loop, Runnable turn) {
    Turns turns = OF_THIS_THREAD.get();
    turns.waiting.add(turn);
    turns.schedule(loop);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a turn tells its connection what goes wrong
  private void schedule(EventExecutor loop) {
    if (!isScheduled && !waiting.isEmpty()) {
      isScheduled = true;
      loop.schedule(() -> run(loop), PAUSE, TimeUnit.MICROSECONDS);
    }
  }

  private void run(EventExecutor loop) {
    isScheduled = false;
    long start = System.nanoTime();
    try {
      while (!waiting.isEmpty() && System.nanoTime() - start < SLICE) {
        waiting.poll().run();
      }
    } finally {
      schedule(loop);
    }
  }
}
