package dev.quantmask.detection.torch;

import dev.quantmask.io.IoSupplier;
import java.io.IOException;
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
final class ShortLivedThread {
  private ShortLivedThread() {}

  /** Runs a task, and waits for it. */
  static <T> T run(String name, IoSupplier<T> task) throws IOException {
    FutureTask<T> future = new FutureTask<>(task::get);
    Thread thread = new Thread(future, name);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // what is half done cannot be left
        }
      }
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
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
