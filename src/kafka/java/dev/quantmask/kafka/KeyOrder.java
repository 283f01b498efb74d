package dev.quantmask.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs work of one key in its order, and work of several keys at the same time. */
final class KeyOrder {
  private final Executor executor;

  /** The last work of each key that has not ended. Guarded by this. */
  private final Map<Object, CompletableFuture<Void>> last = new HashMap<>();

  KeyOrder(Executor executor) {
    this.executor = executor;
  }

  /**
   * Runs work when all work has ended that came before under its key.
   *
   * @param key null: it waits for nothing
   * @return completes when it has ended, however it did
   */
  CompletionStage<Void> run(Object key, Runnable work) {
    if (key == null) {
      return begin(work);
    }
    CompletableFuture<Void> ended = new CompletableFuture<>();
    CompletableFuture<Void> before;
    synchronized (this) {
      before = last.put(key, ended);
    }
    if (before == null) {
      begin(work).thenRun(() -> end(key, ended));
    } else {
      before.thenRun(() -> begin(work).thenRun(() -> end(key, ended)));
    }
    return ended;
  }

  private CompletionStage<Void> begin(Runnable work) {
    try {
      return CompletableFuture.runAsync(work, executor).exceptionally(failure -> null);
    } catch (RejectedExecutionException e) { // the service ends
      return CompletableFuture.completedFuture(null);
    }
  }

  private void end(Object key, CompletableFuture<Void> ended) {
    synchronized (this) {
      last.remove(key, ended);
    }
    ended.complete(null);
  }

  /** Returns how many keys have work that has not ended. */
  synchronized int keys() {
    return last.size();
  }
}
