package dev.quantmask.capacity;

import java.util.function.Consumer;

/** An image on its way through an instance. */
final class Request {
  private final Work work;
  private final long deadline;
  private final Consumer<Outcome> end;
  private long queued;
  private boolean over;

  /**
   * @param deadline nanoseconds of the clock
   * @param end is told once
   */
  Request(Work work, long deadline, Consumer<Outcome> end) {
    this.work = work;
    this.deadline = deadline;
    this.end = end;
  }

  Work work() {
    return work;
  }

  boolean isLate(long now) {
    return now >= deadline;
  }

  long deadline() {
    return deadline;
  }

  void queue(long now) {
    queued = now;
  }

  long queued() {
    return queued;
  }

  boolean isOver() {
    return over;
  }

  void end(Outcome outcome) {
    over = true;
    end.accept(outcome);
  }
}
