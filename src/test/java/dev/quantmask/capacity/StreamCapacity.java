package dev.quantmask.capacity;

import java.util.function.IntFunction;

/**
 * How many streams an instance takes, each of which is to get some answers a second.
 *
 * @param times of an image
 * @param rules of an instance; its queue has a place for every stream
 * @param perSecond frames of each stream
 * @param answers of each stream a second, at most the frames
 */
record StreamCapacity(
    ServiceTimes times, Rules rules, int cores, double perSecond, double answers) {
  private static final double SECONDS = 130;
  private static final double FROM = 10; // seconds, until which queues fill
  private static final double ENOUGH = 0.99; // of the answers
  private static final int SIMULATED = 20; // instances of many: they have nothing in common
  private static final int MOST = 128;
  private static final long SEED = 21;

  /** Returns the most streams; 0 when not even one gets its answers. */
  int streams() {
    int enough = 0;
    int many = MOST;
    while (many - enough > 1) {
      int middle = (enough + many) / 2;
      if (answersOf(one(middle), middle) >= ENOUGH * answers) {
        enough = middle;
      } else {
        many = middle;
      }
    }
    return enough;
  }

  /** Answers a second of each stream. */
  static double answersOf(Tally tally, int streams) {
    return tally.count(Outcome.ANSWERED) / (SECONDS - FROM) / streams;
  }

  /** What one instance does with so many streams. */
  Tally one(int streams) {
    return simulate(1, streams);
  }

  /** What instances do, or some of them when they are many. */
  Tally all(int instances, int streams) {
    int simulated = Math.min(instances, SIMULATED);
    return simulate(simulated, (int) ((long) streams * simulated / instances));
  }

  private Tally simulate(int instances, int streams) {
    Rules roomy = rules.waiting(Math.max(rules.waiting(), streams));
    IntFunction<Work> works = times.works(SEED);
    return Fleet.of(instances, cores, roomy)
        .streams(new Streams(streams, perSecond).times(SECONDS, SEED), works, (long) (FROM * 1e9));
  }
}
