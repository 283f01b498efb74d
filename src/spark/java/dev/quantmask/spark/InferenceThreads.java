package dev.quantmask.spark;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that run networks, as many as tasks at the same time. They stay: libtorch keeps
 * helpers and memory for every thread that calls it, and Spark's own threads come and go.
 */
final class InferenceThreads {
  private static final long LONGEST_INFERENCE_SECONDS = 30;

  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          TimeUnit.NANOSECONDS,
          new SynchronousQueue<>(),
          InferenceThreads::daemon);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(InferenceThreads::await, "inference-end"));
  }

  private InferenceThreads() {}

  static <T> Future<T> submit(Callable<T> inference) {
    return POOL.submit(inference);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "inference");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * At the end of a process libtorch's destructors free what a running inference uses, such as that
   * of a task that was killed: it would end by SIGSEGV.
   */
  private static void await() {
    POOL.shutdown();
    try {
      if (!POOL.awaitTermination(LONGEST_INFERENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
