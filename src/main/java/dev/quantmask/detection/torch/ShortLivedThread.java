package dev.quantmask.detection.torch;

import dev.quantmask.io.IoSupplier;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a task in a thread of its own, which ends with it, for calls of libtorch that are not
 * inferences.
 *
 * <p>OpenMP keeps helpers for every thread that ever computed. Where there are more of them than
 * cores they sleep between any two operators instead of waiting awake, and the many small ones of
 * region proposals take three times as long.
 */
final class ShortLivedThread<T> {
  private final FutureTask<T> future;

  private ShortLivedThread(FutureTask<T> future) {
    this.future = future;
  }

  /** Runs a task, and waits for it. */
  static <T> T run(String name, IoSupplier<T> task) throws IOException {
    return start(name, task).result();
  }

  /** Begins a task. */
  static <T> ShortLivedThread<T> start(String name, IoSupplier<T> task) {
    FutureTask<T> future = new FutureTask<>(task::get);
    Thread thread = new Thread(future, name);
    thread.setDaemon(true);
    thread.start();
    return new ShortLivedThread<>(future);
  }

  /** Waits for the task, and returns or throws what it did. */
  T result() throws IOException {
    try {
      return await();
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    }
  }

  /** Waits for the task; empty if it failed. */
  Optional<T> resultIfAny() {
    try {
      return Optional.of(await());
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  private T await() throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // what is half done cannot be left
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException asThrown(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) { // UnsatisfiedLinkError, for example
      throw error;
    }
    return failure instanceof IOException io ? io : new IOException(failure);
  }
}
