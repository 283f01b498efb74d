package dev.quantmask.detection;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that call libtorch: as many inferences run at once. */
final class InferenceLanes implements AutoCloseable {
  private final ExecutorService executor;

  InferenceLanes(int lanes) {
    AtomicInteger number = new AtomicInteger();
    executor =
        Executors.newFixedThreadPool(
            lanes,
            task -> {
              Thread thread = new Thread(task, "inference-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Waits for a lane, and for the task. A caller that is interrupted leaves the task running. */
  <T> T run(Callable<T> task) {
    Future<T> future = executor.submit(task);
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the inference", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What was submitted still runs; returns when it has. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      while (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
        // A lane must not run in a module that is being freed.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
