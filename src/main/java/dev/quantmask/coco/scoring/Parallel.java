package dev.quantmask.coco.scoring;

import dev.quantmask.coco.json.CocoFormatException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs numbered tasks on all cores. */
final class Parallel {
  /** Does the work of one thread, which has a worker of its own. */
  @FunctionalInterface
  interface Worker {
    void run(int task) throws CocoFormatException;
  }

  private static final Executor NEW_THREADS = task -> new Thread(task, "scoring").start();

  private final int tasks;
  private final AtomicInteger next = new AtomicInteger();
  private int failedTask = Integer.MAX_VALUE;
  private CocoFormatException failure;

  private Parallel(int tasks) {
    this.tasks = tasks;
  }

  /**
   * Runs all tasks.
   *
   * @throws CocoFormatException of the first task that fails, whatever ran first
   */
  static void run(int tasks, Supplier<Worker> workers) throws CocoFormatException {
    Parallel parallel = new Parallel(tasks);
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), tasks);
    CompletableFuture<?>[] helpers =
        Stream.generate(
                () -> CompletableFuture.runAsync(() -> parallel.work(workers.get()), NEW_THREADS))
            .limit(Math.max(0, threads - 1))
            .toArray(CompletableFuture<?>[]::new);
    parallel.work(workers.get());
    CompletableFuture.allOf(helpers).join();
    parallel.rethrow();
  }

  private void work(Worker worker) {
    for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
      try {
        worker.run(task);
      } catch (CocoFormatException e) {
        fail(task, e);
      }
    }
  }

  /** No more tasks are begun; all before this one have been. */
  private synchronized void fail(int task, CocoFormatException e) {
    next.set(tasks);
    if (task < failedTask) {
      failedTask = task;
      failure = e;
    }
  }

  private synchronized void rethrow() throws CocoFormatException {
    if (failure != null) {
      throw failure;
    }
  }
}
