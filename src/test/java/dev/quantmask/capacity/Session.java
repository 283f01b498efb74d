package dev.quantmask.capacity;

/**
 * A stream by the rules of {@code StreamSession}: one frame is in work and one waits, which is the
 * newest. A frame that comes while its instance is full is refused in its turn.
 */
final class Session {
  private final EventQueue events;
  private final Instance instance;
  private final Tally tally;
  private Frame waiting; // null when none does
  private boolean busy;

  private record Frame(Work work, long arrival, boolean refused) {}

  Session(EventQueue events, Instance instance, Tally tally) {
    this.events = events;
    this.instance = instance;
    this.tally = tally;
  }

  void receive(Work work) {
    long now = events.now();
    tally.arrived(now);
    if (waiting != null) {
      tally.ended(Outcome.DROPPED, waiting.arrival, now);
    }
    waiting = new Frame(work, now, !instance.hasRoom());
    if (!busy) {
      begin();
    }
  }

  private void begin() {
    Frame frame = waiting;
    waiting = null;
    busy = true;
    if (frame.refused) {
      events.in(0, () -> end(frame, Outcome.REFUSED));
      return;
    }
    long deadline = instance.rules().deadline(frame.arrival);
    instance.receive(new Request(frame.work, deadline, outcome -> end(frame, outcome)));
  }

  private void end(Frame frame, Outcome outcome) {
    tally.ended(outcome, frame.arrival, events.now());
    busy = false;
    if (waiting != null) {
      begin();
    }
  }
}
