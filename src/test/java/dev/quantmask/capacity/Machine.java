package dev.quantmask.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Cores that all threads share evenly, as an operating system does: while there are more threads
 * than cores, each of them is slower in the same measure.
 *
 * <p>The progress of a thread that has run from the start is kept once, for all: a task ends when
 * that progress has grown by its work.
 */
final class Machine {
  /** So many that nobody waits for one. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final long NONE = -1;

  private final EventQueue events;
  private final int cores;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingDouble(Task::end).thenComparingLong(Task::number));
  private int threads;
  private double progress; // nanoseconds
  private long updated;
  private long started;
  private long planned = NONE; // the next end; others that are planned are out of date

  private record Task(double end, long number, int threads, Runnable then) {}

  Machine(EventQueue events, int cores) {
    this.events = events;
    this.cores = cores;
  }

  /**
   * Runs a task.
   *
   * @param work nanoseconds that it takes while it has its cores for itself
   * @param ofThreads how many threads it runs on
   * @param then happens at its end
   */
  void run(double work, int ofThreads, Runnable then) {
    if (work == 0) {
      then.run();
      return;
    }
    update();
    tasks.add(new Task(progress + work, started++, ofThreads, then));
    threads += ofThreads;
    planEnd();
  }

  private double speed() {
    return Math.min(1, (double) cores / threads);
  }

  private void update() {
    if (threads > 0) {
      progress += (events.now() - updated) * speed();
    }
    updated = events.now();
  }

  private void planEnd() {
    if (tasks.isEmpty()) {
      return;
    }
    double left = Math.max(0, tasks.peek().end - progress);
    long time = events.now() + Math.round(Math.ceil(left / speed()));
    if (time != planned) {
      planned = time;
      events.at(time, () -> end(time));
    }
  }

  private void end(long time) {
    if (time != planned) {
      return;
    }
    planned = NONE;
    update();
    List<Task> ended = new ArrayList<>(List.of(tasks.remove()));
    while (!tasks.isEmpty() && tasks.peek().end <= progress) {
      ended.add(tasks.remove());
    }
    ended.forEach(task -> threads -= task.threads);
    planEnd();
    ended.forEach(task -> task.then.run());
  }
}
