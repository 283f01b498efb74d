package dev.quantmask.serving.scheduling;

import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.api.DrainingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Images that wait for a worker, in order; those of one size and model leave together. */
final class InferenceQueue {
  private final BatchPolicy policy;
  // Guarded by this.
  private final Deque<InferenceJob> waiting = new ArrayDeque<>();
  private boolean closed;

  InferenceQueue(BatchPolicy policy) {
    this.policy = policy;
  }

  synchronized void add(InferenceJob job) throws DrainingException {
    if (closed) {
      throw new DrainingException();
    }
    waiting.add(job);
    notifyAll();
  }

  /** Takes a job out; false when a worker has it already. */
  synchronized boolean withdraw(InferenceJob job) {
    return waiting.remove(job);
  }

  /** Waits for work; empty when there will be none any more. */
  synchronized List<InferenceJob> next() throws InterruptedException {
    List<InferenceJob> batch = new ArrayList<>();
    while (true) {
      take(batch);
      if (closed && batch.isEmpty()) {
        return batch;
      }
      long delay = batch.isEmpty() ? Long.MAX_VALUE : remainingDelay(batch);
      if (delay <= 0) {
        return batch;
      }
      // Whole milliseconds, rounded up: a shorter wait would spin.
      wait(batch.isEmpty() ? 0 : delay / 1_000_000 + 1);
    }
  }

  /** Moves what is wanted, and fits to the first of the batch, from the queue to the batch. */
  private void take(List<InferenceJob> batch) {
    for (Iterator<InferenceJob> jobs = waiting.iterator();
        jobs.hasNext() && batch.size() < policy.maxSize(); ) {
      InferenceJob job = jobs.next();
      if (!job.isWanted()) {
        jobs.remove();
      } else if (batch.isEmpty() || job.matches(batch.get(0))) {
        jobs.remove();
        batch.add(job);
      }
    }
  }

  private long remainingDelay(List<InferenceJob> batch) {
    if (closed || batch.size() >= policy.maxSize()) {
      return 0;
    }
    return policy.maxDelay().toNanos() - (System.nanoTime() - batch.get(0).submittedNanos());
  }

  /** Refuses what waits, and workers end when they have done what they have. */
  synchronized void close() {
    closed = true;
    waiting.forEach(job -> job.result().completeExceptionally(new DrainingException()));
    waiting.clear();
    notifyAll();
  }

  synchronized int size() {
    return waiting.size();
  }
}
