package dev.quantmask.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Simulated queues wait as long, and refuse as much, as the formulas for them say. A simulated mean
 * is compared within four of its standard errors, each of which is less than 3% of it.
 */
class QueueTheoryTest {
  private static final int ARRIVALS = 160_000;
  private static final int BATCHES = 40; // of which each has a mean of its own
  private static final double MEAN = 0.01; // seconds of an image
  private static final double RATE = 1 / MEAN;
  private static final List<Works> EITHER = List.of(Works.EXPONENTIAL, Works.CONSTANT);

  private enum Works {
    EXPONENTIAL,
    CONSTANT;

    Work[] draw(int count, long seed) {
      SplittableRandom random = new SplittableRandom(-1 - seed);
      Work[] works = new Work[count];
      for (int i = 0; i < count; i++) {
        double seconds = this == CONSTANT ? MEAN : Arrivals.exponential(random, MEAN);
        works[i] = Work.ofNetwork(1e9 * seconds);
      }
      return works;
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3", "0.5", "0.7"})
  void oneWorkerWithExponentialTimesWaitsAsMM1(double load) {
    assertMean(waits(1, load, Works.EXPONENTIAL), load / (RATE - load * RATE));
  }

  /** Pollaczek and Khinchine, of constant times. */
  @ParameterizedTest
  @CsvSource({"0.3", "0.5", "0.7"})
  void oneWorkerWithConstantTimesWaitsAsMD1(double load) {
    assertMean(waits(1, load, Works.CONSTANT), load / (2 * RATE * (1 - load)));
  }

  @ParameterizedTest
  @CsvSource({"2, 0.7", "3, 0.7", "2, 0.5"})
  void severalWorkersWaitAsErlangCSays(int workers, double load) {
    double offered = workers * load;
    double blocked = erlangB(workers, offered);
    double waiting = blocked / (1 - load * (1 - blocked));
    assertMean(waits(workers, load, Works.EXPONENTIAL), waiting / (workers * RATE * (1 - load)));
  }

  /** Without places to wait, the share depends on the mean of the times only. */
  @ParameterizedTest
  @CsvSource({"1, 0.5", "3, 0.9", "8, 1.2"})
  void withoutAQueueAsMuchIsRefusedAsErlangBSays(int workers, double load) {
    Rules rules = Rules.unlimited(workers).waiting(0);
    double expected = erlangB(workers, workers * load);
    for (Works works : EITHER) {
      double[] refused = new double[BATCHES];
      for (int i = 0; i < BATCHES; i++) {
        refused[i] = refused(rules, workers * load, works, i);
      }
      assertMean(refused, expected);
    }
  }

  /** A shared core gives everybody the same, whatever the distribution of the times. */
  @ParameterizedTest
  @CsvSource({"0.3", "0.7"})
  void sharedCoreTakesAsLongAsProcessorSharingSays(double load) {
    for (Works works : EITHER) {
      double[] times = new double[BATCHES];
      for (int i = 0; i < BATCHES; i++) {
        times[i] = shared(load, works, i);
      }
      assertMean(times, MEAN / (1 - load));
    }
  }

  @Test
  void burstsHaveTheirMeanRate() {
    Arrivals bursts = new Arrivals.Bursts(100, 4, 0.5);
    double[] counts = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      counts[i] = bursts.times(2000, i).length / 2000.0;
    }
    assertMean(counts, 100);
  }

  private static double[] waits(int workers, double load, Works works) {
    Rules rules = Rules.unlimited(workers);
    double[] means = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long[] times = arrivals(workers * load, i);
      Work[] drawn = works.draw(times.length, i);
      Tally tally = Fleet.of(1, Machine.UNLIMITED, rules).requests(times, n -> drawn[n], 0);
      double work = Arrays.stream(drawn).mapToDouble(Work::network).average().orElseThrow();
      means[i] = (Arrays.stream(tally.times()).average().orElseThrow() * 1e6 - work) / 1e9;
    }
    return means;
  }

  private static double refused(Rules rules, double erlangs, Works works, long seed) {
    long[] times = arrivals(erlangs, seed);
    Work[] drawn = works.draw(times.length, seed);
    return Fleet.of(1, Machine.UNLIMITED, rules)
        .requests(times, n -> drawn[n], 0)
        .share(Outcome.REFUSED);
  }

  private static double shared(double load, Works works, long seed) {
    EventQueue events = new EventQueue();
    Machine machine = new Machine(events, 1);
    double[] sum = new double[1];
    long[] times = arrivals(load, seed);
    Work[] drawn = works.draw(times.length, seed);
    for (int i = 0; i < times.length; i++) {
      long arrival = times[i];
      double work = drawn[i].network();
      events.at(
          arrival, () -> machine.run(work, 1, () -> sum[0] += (events.now() - arrival) / 1e9));
    }
    events.run();
    return sum[0] / times.length;
  }

  private static long[] arrivals(double erlangs, long seed) {
    double perSecond = erlangs * RATE;
    return new Arrivals.Poisson(perSecond).times(ARRIVALS / BATCHES / perSecond, seed);
  }

  /** By its recursion; {@code offered} is in Erlang. */
  private static double erlangB(int workers, double offered) {
    double blocked = 1;
    for (int i = 1; i <= workers; i++) {
      blocked = offered * blocked / (i + offered * blocked);
    }
    return blocked;
  }

  private static void assertMean(double[] means, double expected) {
    double mean = Arrays.stream(means).average().orElseThrow();
    double variance =
        Arrays.stream(means).map(value -> (value - mean) * (value - mean)).sum()
            / (means.length - 1);
    double error = Math.sqrt(variance / means.length);
    assertThat(error).isLessThan(0.03 * expected);
    assertThat(mean).isCloseTo(expected, within(4 * error));
  }
}
