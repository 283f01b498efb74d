package dev.quantmask.capacity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One process of the service, by the rules of {@code Admission}, {@code InferenceQueue} and {@code
 * InferenceWorkerPool}: a request is in or refused when it comes; its image is decoded on a thread
 * of its own, waits in order for a worker, and is answered by that thread; at its deadline it
 * leaves the queue, and what a worker has begun is done in vain.
 */
final class Instance {
  private final EventQueue events;
  private final Machine machine;
  private final Rules rules;
  private final Deque<Request> queue = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private int inside;

  private static final class Worker {
    private List<Request> batch = new ArrayList<>();
    private boolean running;
  }

  Instance(EventQueue events, Machine machine, Rules rules) {
    this.events = events;
    this.machine = machine;
    this.rules = rules;
    for (int i = 0; i < rules.workers(); i++) {
      workers.add(new Worker());
    }
  }

  Rules rules() {
    return rules;
  }

  boolean hasRoom() {
    return inside < rules.workers() + rules.waiting();
  }

  void receive(Request request) {
    if (!hasRoom()) {
      request.end(Outcome.REFUSED);
      return;
    }
    inside++;
    machine.run(request.work().before(), 1, () -> queue(request));
  }

  private void queue(Request request) {
    if (request.isLate(events.now())) {
      leave(request, Outcome.EXPIRED);
      return;
    }
    request.queue(events.now());
    queue.add(request);
    if (request.deadline() != Rules.NEVER) {
      events.at(request.deadline(), () -> expire(request));
    }
    dispatch();
  }

  /** Nothing happens to a request that a worker has. */
  private void expire(Request request) {
    if (!request.isOver() && queue.remove(request)) {
      leave(request, Outcome.EXPIRED);
    }
  }

  private void leave(Request request, Outcome outcome) {
    inside--;
    request.end(outcome);
  }

  /** A batch that has begun to gather is filled before another one begins. */
  private void dispatch() {
    workers.stream().filter(worker -> !worker.batch.isEmpty()).forEach(this::take);
    workers.stream().filter(worker -> worker.batch.isEmpty()).forEach(this::take);
  }

  private void take(Worker worker) {
    if (worker.running) {
      return;
    }
    while (!queue.isEmpty() && worker.batch.size() < rules.batch()) {
      worker.batch.add(queue.remove());
    }
    if (worker.batch.isEmpty()) {
      return;
    }
    long start = worker.batch.get(0).queued() + rules.delay().toNanos();
    if (worker.batch.size() == rules.batch() || start <= events.now()) {
      start(worker);
    } else {
      List<Request> gathered = worker.batch;
      events.at(
          start,
          () -> {
            if (worker.batch == gathered) {
              take(worker);
            }
          });
    }
  }

  private void start(Worker worker) {
    worker.running = true;
    List<Request> batch = worker.batch;
    double alone = batch.stream().mapToDouble(request -> request.work().network()).sum();
    machine.run(alone * rules.batchCost(batch.size()), rules.threads(), () -> finish(worker));
  }

  private void finish(Worker worker) {
    List<Request> batch = worker.batch;
    worker.batch = new ArrayList<>();
    worker.running = false;
    batch.forEach(this::answer);
    dispatch();
  }

  private void answer(Request request) {
    if (request.isLate(events.now())) {
      leave(request, Outcome.EXPIRED);
      return;
    }
    Work work = request.work();
    machine.run(
        work.after(),
        1,
        () -> {
          leave(request, Outcome.ANSWERED);
          if (work.besides() > 0) {
            machine.run(work.besides(), 1, () -> {});
          }
        });
  }
}
