package dev.quantmask.capacity;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The clock of a simulation. Times are nanoseconds from its start; what is due at the same time
 * happens in the order in which it was planned.
 */
final class EventQueue {
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
  private long now;
  private long planned;

  private record Event(long time, long number, Runnable action) {}

  long now() {
    return now;
  }

  /** Plans an action for a time that has not passed. */
  void at(long time, Runnable action) {
    if (time < now) {
      throw new IllegalArgumentException("time: expected at least " + now + ", found " + time);
    }
    events.add(new Event(time, planned++, action));
  }

  void in(long nanos, Runnable action) {
    at(now + nanos, action);
  }

  /** Lets everything happen, until nothing is planned any more. */
  void run() {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      now = next.time;
      next.action.run();
    }
  }
}
