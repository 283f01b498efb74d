package dev.quantmask.serving.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.GatedDetector;
import dev.quantmask.serving.api.LeavingClient;
import dev.quantmask.serving.api.ServingObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // some only keep a worker busy
class InferenceWorkerPoolTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final GatedDetector detector = new GatedDetector();
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final List<Integer> batchSizes = new ArrayList<>();
  private final ServingObserver observer =
      new ServingObserver() {
        @Override
        public void batch(String model, int size, double millis) {
          assertThat(model).isEqualTo("m");
          assertThat(millis).isPositive();
          batchSizes.add(size);
        }
      };

  @AfterEach
  void letGo() {
    detector.mayFinish.release(1000);
    clients.shutdownNow();
  }

  private InferenceWorkerPool workers(int workers, int batch, Duration delay) {
    return new InferenceWorkerPool(workers, new BatchPolicy(batch, delay), observer);
  }

  private Future<PendingDetections> submit(
      InferenceWorkerPool workers, int width, Deadline deadline, Client by) {
    RgbImage image = new RgbImage(width, 2, new byte[width * 6]);
    int before = workers.waiting();
    int started = detector.started.availablePermits();
    boolean busy = workers.running() > 0;
    Future<PendingDetections> answer =
        clients.submit(() -> workers.run("m", detector, image, deadline, by));
    while (busy
        && workers.waiting() == before
        && detector.started.availablePermits() == started // a worker was free after all
        && !answer.isDone()) {
      Thread.onSpinWait(); // so that the order is known
    }
    return answer;
  }

  private Future<PendingDetections> submit(InferenceWorkerPool workers, int width) {
    return submit(workers, width, Deadline.in(LONG), Client.PATIENT);
  }

  @Test
  void oneByOneUnlessAsked() throws Exception {
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    List<Future<PendingDetections>> answers = new ArrayList<>();
    answers.add(submit(workers, 8));
    detector.started.acquire();
    answers.add(submit(workers, 8));
    answers.add(submit(workers, 8));
    assertThat(workers.waiting()).isEqualTo(2);
    assertThat(workers.running()).isOne();
    detector.mayFinish.release(3);
    for (Future<PendingDetections> answer : answers) {
      assertThat(answer.get().detections(DetectionOptions.ALL).width()).isEqualTo(8);
    }
    assertThat(detector.batches).containsExactly(List.of(8), List.of(8), List.of(8));
    assertThat(workers.close(Deadline.in(LONG))).isTrue();
  }

  @Test
  void whatWaitsGoesTogetherBySize() throws Exception {
    InferenceWorkerPool workers = workers(1, 3, Duration.ZERO);
    submit(workers, 8);
    detector.started.acquire();
    List<Future<PendingDetections>> answers = new ArrayList<>();
    for (int width : new int[] {5, 6, 5, 6, 5, 5}) {
      answers.add(submit(workers, width));
    }
    detector.mayFinish.release(4);
    int[] widths = {5, 6, 5, 6, 5, 5};
    for (int i = 0; i < widths.length; i++) {
      assertThat(answers.get(i).get().detections(DetectionOptions.ALL).width())
          .isEqualTo(widths[i]);
    }
    assertThat(detector.batches)
        .containsExactly(List.of(8), List.of(5, 5, 5), List.of(6, 6), List.of(5));
    assertThat(batchSizes).containsExactly(1, 3, 2, 1);
  }

  @Test
  void whatWaitsIsServedInTheOrderOfArrival() throws Exception {
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    submit(workers, 8);
    detector.started.acquire();
    List<Future<PendingDetections>> answers = new ArrayList<>();
    for (int width : new int[] {5, 3, 7, 2, 6}) {
      answers.add(submit(workers, width));
    }
    detector.mayFinish.release(6);
    for (Future<PendingDetections> answer : answers) {
      answer.get();
    }
    assertThat(detector.batches)
        .containsExactly(List.of(8), List.of(5), List.of(3), List.of(7), List.of(2), List.of(6));
  }

  @Test
  void aFreeWorkerWaitsForAWholeBatch() throws Exception {
    InferenceWorkerPool workers = workers(1, 2, LONG);
    Future<PendingDetections> first = submit(workers, 8);
    Future<PendingDetections> second = submit(workers, 8);
    detector.mayFinish.release();
    first.get();
    second.get();
    assertThat(detector.batches).containsExactly(List.of(8, 8));
  }

  @Test
  void butNotForLong() throws Exception {
    InferenceWorkerPool workers = workers(1, 2, Duration.ofMillis(20));
    long start = System.nanoTime();
    detector.mayFinish.release();
    submit(workers, 8).get();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(20));
    assertThat(detector.batches).containsExactly(List.of(8));
  }

  @Test
  void aBatchThatFailsIsTriedOneByOne() throws Exception {
    InferenceWorkerPool workers = workers(1, 2, LONG);
    Future<PendingDetections> first = submit(workers, GatedDetector.WIDTH_THAT_FAILS);
    Future<PendingDetections> second = submit(workers, GatedDetector.WIDTH_THAT_FAILS);
    detector.mayFinish.release(3);
    for (Future<PendingDetections> answer : List.of(first, second)) {
      assertThatThrownBy(answer::get).rootCause().hasMessage("a batch of 1");
    }
  }

  @Test
  void anErrorOfTheNetworkLeavesTheWorkerAlive() throws Exception {
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    detector.mayFinish.release(2);
    assertThatThrownBy(submit(workers, GatedDetector.WIDTH_THAT_FAILS)::get)
        .isInstanceOf(ExecutionException.class);
    assertThat(submit(workers, 8).get()).isNotNull();
  }

  @Test
  void whatIsTooLateIsNotStarted() throws Exception {
    AtomicLong clock = new AtomicLong();
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    Future<PendingDetections> first = submit(workers, 8);
    detector.started.acquire();
    Deadline deadline = Deadline.in(LONG, clock::get);
    Future<PendingDetections> late = submit(workers, 5, deadline, Client.PATIENT);
    clock.addAndGet(LONG.toNanos());
    detector.mayFinish.release(2);
    first.get();
    assertThatThrownBy(late::get)
        .cause()
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage("no answer within 60000 ms");
    assertThat(detector.batches).containsExactly(List.of(8));
  }

  @Test
  void whoeverWaitsIsToldInTime() throws Exception {
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    submit(workers, 8);
    detector.started.acquire();
    Deadline soon = Deadline.in(Duration.ofMillis(50));
    assertThatThrownBy(submit(workers, 5, soon, Client.PATIENT)::get)
        .cause()
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(workers.waiting()).isZero();
  }

  @Test
  void whatNobodyWaitsForIsNotStarted() throws Exception {
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    submit(workers, 8);
    detector.started.acquire();
    LeavingClient client = new LeavingClient();
    Future<PendingDetections> unwanted = submit(workers, 5, Deadline.in(LONG), client);
    client.leave();
    assertThatThrownBy(unwanted::get).cause().isInstanceOf(ClientDisconnectedException.class);
    assertThat(workers.waiting()).isZero();
  }

  @Test
  void asManyRunAtOnceAsThereAreWorkers() throws Exception {
    InferenceWorkerPool workers = workers(2, 1, Duration.ZERO);
    submit(workers, 8);
    detector.started.acquire();
    clients.submit(
        () ->
            workers.run(
                "m", detector, new RgbImage(1, 1, new byte[3]), Deadline.in(LONG), Client.PATIENT));
    detector.started.acquire();
    submit(workers, 8);
    assertThat(workers.running()).isEqualTo(2);
    assertThat(workers.waiting()).isOne();
  }

  @Test
  void closingRefusesWhatWaitsAndFinishesWhatRuns() throws Exception {
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    Future<PendingDetections> running = submit(workers, 8);
    detector.started.acquire();
    Future<PendingDetections> waiting = submit(workers, 5);
    assertThat(workers.close(Deadline.in(Duration.ofMillis(20)))).isFalse();
    assertThatThrownBy(waiting::get).cause().isInstanceOf(DrainingException.class);
    assertThatThrownBy(submit(workers, 5)::get).cause().isInstanceOf(DrainingException.class);
    detector.mayFinish.release();
    assertThat(workers.close(Deadline.in(LONG))).isTrue();
    assertThat(running.get()).isNotNull();
  }

  @Test
  void theBacklogGrowsWithWhatWaits() throws Exception {
    InferenceWorkerPool workers = workers(1, 1, Duration.ZERO);
    assertThat(workers.backlog()).isZero();
    detector.mayFinish.release();
    submit(workers, 8).get();
    detector.started.acquire();
    Duration one = workers.backlog();
    assertThat(one).isPositive();
    submit(workers, 8);
    detector.started.acquire();
    submit(workers, 8);
    assertThat(workers.backlog()).isEqualTo(one.multipliedBy(2));
  }
}
