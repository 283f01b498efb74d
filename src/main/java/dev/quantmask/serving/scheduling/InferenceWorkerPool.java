package dev.quantmask.serving.scheduling;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.ServingObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The only threads that run networks: as many inferences run at the same time. All models share
 * them, because libtorch has one number of threads for the whole process, and a pool of as many for
 * every thread that calls it: the product of workers and threads should be the number of cores,
 * however many models there are.
 */
public final class InferenceWorkerPool {
  private final InferenceQueue queue;
  private final ServingObserver observer;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final MovingAverage imageTime = new MovingAverage();

  public InferenceWorkerPool(int workers, BatchPolicy policy, ServingObserver observer) {
    this.queue = new InferenceQueue(policy);
    this.observer = observer;
    for (int i = 1; i <= workers; i++) {
      Thread thread = new Thread(this::work, "inference-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /**
   * Waits for a worker, and for the network. What has begun is waited for, whatever happens.
   *
   * @param model whose detector it is; null for a warm-up, which is not counted
   */
  public PendingDetections run(
      String model, Detector detector, RgbImage image, Deadline deadline, Client client)
      throws ServingException {
    InferenceJob job =
        new InferenceJob(
            model, detector, image, deadline, client, System.nanoTime(), new CompletableFuture<>());
    queue.add(job);
    client.whenGone(
        () -> {
          if (queue.withdraw(job)) {
            job.result().completeExceptionally(new ClientDisconnectedException());
          }
        });
    try {
      return await(job);
    } finally {
      client.whenGone(() -> {}); // who waits for the answer must not hold the image
    }
  }

  private PendingDetections await(InferenceJob job) throws ServingException {
    try {
      return job.result().get(job.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (!queue.withdraw(job)) {
        // A worker has the image, and perhaps the model's memory: both must outlive that.
        job.result().handle((inference, failure) -> null).join();
      }
      throw new DeadlineExceededException(job.deadline());
    } catch (InterruptedException e) {
      queue.withdraw(job);
      job.result().handle((inference, failure) -> null).join();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the inference", e);
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    }
  }

  private static RuntimeException asThrown(Throwable failure) throws ServingException {
    if (failure instanceof ServingException refused) {
      throw refused;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  private void work() {
    try {
      while (workOnce()) {
        // A batch is local to each turn: while this waits for the next, it holds no image.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean workOnce() throws InterruptedException {
    List<InferenceJob> batch = queue.next();
    if (batch.isEmpty()) {
      return false;
    }
    int size = batch.size();
    busy.incrementAndGet();
    running.addAndGet(size);
    try {
      infer(batch);
    } finally {
      running.addAndGet(-size);
      busy.decrementAndGet();
    }
    return true;
  }

  /** Empties the batch before it tells the results: who has one gives the image's memory back. */
  private void infer(List<InferenceJob> batch) {
    long start = System.nanoTime();
    List<CompletableFuture<PendingDetections>> results =
        batch.stream().map(InferenceJob::result).toList();
    try {
      Detector detector = batch.get(0).detector();
      List<PendingDetections> found =
          detector.infer(batch.stream().map(InferenceJob::image).toList());
      long time = System.nanoTime() - start;
      imageTime.add(time / batch.size());
      if (batch.get(0).model() != null) {
        observer.batch(batch.get(0).model(), batch.size(), time / 1e6);
      }
      batch.clear();
      for (int i = 0; i < results.size(); i++) {
        results.get(i).complete(found.get(i));
      }
    } catch (Throwable e) { // an Error too, or the request would wait for ever
      if (results.size() == 1) {
        batch.clear();
        results.get(0).completeExceptionally(e);
        return;
      }
      // One of them must not fail the others.
      while (!batch.isEmpty()) {
        infer(new ArrayList<>(List.of(batch.remove(0))));
      }
    }
  }

  /** Returns how long what waits now will take. */
  public Duration backlog() {
    return Duration.ofNanos(imageTime.nanos() * (queue.size() + 1) / threads.size());
  }

  public int waiting() {
    return queue.size();
  }

  public int running() {
    return running.get();
  }

  public int busy() {
    return busy.get();
  }

  /**
   * Refuses what waits, and finishes what runs.
   *
   * @return false when something still ran after all patience
   */
  public boolean close(Deadline patience) {
    queue.close();
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, patience.remainingNanos()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
