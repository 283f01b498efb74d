package dev.quantmask.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of few requests, worked out by hand; times are in milliseconds. */
class InstanceTest {
  private static final long MS = 1_000_000;

  private final EventQueue events = new EventQueue();
  private final List<String> ends = new ArrayList<>();

  @Test
  void requestsAreAnsweredInTheirOrder() {
    Instance instance = instance(Rules.DEFAULT.workers(1, 1));
    arrive(instance, 0, work(0, 10, 0));
    arrive(instance, 4, work(0, 10, 0));
    events.run();
    assertThat(ends).containsExactly("0 ANSWERED 10", "4 ANSWERED 20");
  }

  @Test
  void workerTakesTheNextImageWhileOthersAreDecodedAndAnswered() {
    Instance instance = instance(Rules.DEFAULT.workers(1, 1));
    arrive(instance, 0, work(3, 10, 5));
    arrive(instance, 1, work(3, 10, 5));
    events.run();
    assertThat(ends).containsExactly("0 ANSWERED 18", "1 ANSWERED 28");
  }

  @Test
  void fullQueueRefuses() {
    Instance instance = instance(Rules.DEFAULT.workers(1, 1).waiting(1));
    arrive(instance, 0, work(0, 10, 0));
    arrive(instance, 1, work(0, 10, 0));
    arrive(instance, 2, work(0, 10, 0));
    arrive(instance, 11, work(0, 10, 0));
    events.run();
    assertThat(ends)
        .containsExactly("2 REFUSED 2", "0 ANSWERED 10", "1 ANSWERED 20", "11 ANSWERED 30");
  }

  @Test
  void requestLeavesTheQueueAtItsDeadline() {
    Instance instance = instance(Rules.DEFAULT.workers(1, 1).timeout(Duration.ofMillis(12)));
    arrive(instance, 0, work(0, 10, 0));
    arrive(instance, 1, work(0, 10, 0));
    arrive(instance, 2, work(0, 10, 0));
    events.run();
    // The second one has begun before its deadline, and is too late when it ends.
    assertThat(ends).containsExactly("0 ANSWERED 10", "2 EXPIRED 14", "1 EXPIRED 20");
  }

  @Test
  void batchWaitsForOthersWhileTheNetworkIsFree() {
    Rules rules = Rules.DEFAULT.workers(1, 1).batch(2, Duration.ofMillis(5), 1, 0.75);
    Instance instance = instance(rules);
    arrive(instance, 0, work(0, 10, 0));
    arrive(instance, 3, work(0, 10, 0)); // the batch is full: 15 for both
    arrive(instance, 4, work(0, 10, 0)); // has waited for long enough when the network is free
    arrive(instance, 40, work(0, 10, 0)); // waits for 5 in vain
    events.run();
    assertThat(ends)
        .containsExactly("0 ANSWERED 18", "3 ANSWERED 18", "4 ANSWERED 28", "40 ANSWERED 55");
  }

  @Test
  void moreThreadsThanCoresSlowEachOtherDown() {
    Instance instance = new Instance(events, new Machine(events, 2), Rules.DEFAULT.workers(2, 2));
    arrive(instance, 0, work(0, 10, 0));
    arrive(instance, 0, work(0, 20, 0));
    events.run();
    // Four threads on two cores until 20, when 10 of each are done; then two.
    assertThat(ends).containsExactly("0 ANSWERED 20", "0 ANSWERED 30");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyImageEndsOnce(Kind kind) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 50; i++) {
      Rules rules =
          Rules.DEFAULT
              .workers(1 + random.nextInt(3), 1 + random.nextInt(2))
              .waiting(random.nextInt(6))
              .timeout(Duration.ofMillis(5 + random.nextInt(100)))
              .batch(1 + random.nextInt(4), Duration.ofMillis(random.nextInt(10)), 1, 0.9);
      Fleet fleet = new Fleet(1 + random.nextInt(3), 1, 2, rules);
      Tally tally = kind.simulate(fleet, i);
      assertThat(tally.arrived()).isPositive();
      assertThat(Arrays.stream(Outcome.values()).mapToLong(tally::count).sum())
          .isEqualTo(tally.arrived());
    }
  }

  private enum Kind {
    REQUESTS,
    STREAMS;

    Tally simulate(Fleet fleet, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Work[] works = new Work[10_000];
      Arrays.setAll(
          works, i -> work(random.nextDouble(4), Arrivals.exponential(random, 0.015) * 1e3, 1));
      return switch (this) {
        case REQUESTS ->
            fleet.requests(
                new Arrivals.Bursts(150, 4, 0.1).times(3, seed), n -> works[n % 10_000], 0);
        case STREAMS -> fleet.streams(new Streams(7, 30).times(3, seed), n -> works[n % 10_000], 0);
      };
    }
  }

  private Instance instance(Rules rules) {
    return new Instance(events, new Machine(events, Machine.UNLIMITED), rules);
  }

  private static Work work(double before, double network, double after) {
    return new Work(before * MS, network * MS, after * MS, 0);
  }

  private void arrive(Instance instance, long at, Work work) {
    events.at(
        at * MS,
        () ->
            instance.receive(
                new Request(
                    work,
                    instance.rules().deadline(at * MS),
                    outcome -> ends.add(at + " " + outcome + " " + events.now() / MS))));
  }
}
