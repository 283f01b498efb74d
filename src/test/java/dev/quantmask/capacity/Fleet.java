package dev.quantmask.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongToIntFunction;

/**
 * Instances of one configuration. Nothing is drawn but by the seeds that are given.
 *
 * @param instances of the service
 * @param machines that they are on, in turn
 * @param cores of each machine
 */
record Fleet(int instances, int machines, int cores, Rules rules) {
  /** An instance on each machine. */
  static Fleet of(int instances, int cores, Rules rules) {
    return new Fleet(instances, instances, cores, rules);
  }

  /**
   * Sends requests to the instances in turn, whether others are answered or not.
   *
   * @param times of arrival, in nanoseconds
   * @param works of each request, by its number
   * @param from nanoseconds: earlier requests are not counted
   */
  Tally requests(long[] times, IntFunction<Work> works, long from) {
    return requests(times, works, from, time -> instances);
  }

  /**
   * Sends requests to those instances that are ready.
   *
   * @param ready how many are, at a time in nanoseconds
   */
  Tally requests(long[] times, IntFunction<Work> works, long from, LongToIntFunction ready) {
    EventQueue events = new EventQueue();
    Tally tally = new Tally(from);
    List<Instance> started = start(events);
    if (times.length > 0) {
      events.at(times[0], () -> send(events, tally, started, ready, times, works, 0));
    }
    events.run();
    return tally;
  }

  private void send(
      EventQueue events,
      Tally tally,
      List<Instance> started,
      LongToIntFunction ready,
      long[] times,
      IntFunction<Work> works,
      int number) {
    if (number + 1 < times.length) {
      int next = number + 1;
      events.at(times[next], () -> send(events, tally, started, ready, times, works, next));
    }
    long arrival = times[number];
    tally.arrived(arrival);
    started
        .get(number % ready.applyAsInt(arrival))
        .receive(
            new Request(
                works.apply(number),
                rules.deadline(arrival),
                outcome -> tally.ended(outcome, arrival, events.now())));
  }

  /**
   * Sends frames on streams, which are spread evenly and stay where they are.
   *
   * @param times of the frames of each stream, in nanoseconds
   * @param works of each frame, by its number among those of all streams
   * @param from nanoseconds: earlier frames are not counted
   */
  Tally streams(List<long[]> times, IntFunction<Work> works, long from) {
    EventQueue events = new EventQueue();
    Tally tally = new Tally(from);
    List<Instance> started = start(events);
    int[] sent = new int[1];
    for (int i = 0; i < times.size(); i++) {
      Session session = new Session(events, started.get(i % started.size()), tally);
      frame(events, times.get(i), 0, () -> session.receive(works.apply(sent[0]++)));
    }
    events.run();
    return tally;
  }

  private static void frame(EventQueue events, long[] times, int number, Runnable receive) {
    if (number < times.length) {
      events.at(
          times[number],
          () -> {
            frame(events, times, number + 1, receive);
            receive.run();
          });
    }
  }

  private List<Instance> start(EventQueue events) {
    List<Machine> computers = new ArrayList<>();
    for (int i = 0; i < machines; i++) {
      computers.add(new Machine(events, cores));
    }
    List<Instance> started = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      started.add(new Instance(events, computers.get(i % machines), rules));
    }
    return started;
  }
}
