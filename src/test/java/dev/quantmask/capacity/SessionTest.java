package dev.quantmask.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.server.streaming.FrameEnd;
import dev.quantmask.server.streaming.StreamFrame;
import dev.quantmask.server.streaming.StreamObserver;
import dev.quantmask.server.streaming.StreamResponse;
import dev.quantmask.server.streaming.StreamSession;
import dev.quantmask.server.streaming.TimelessSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static final long MS = 1_000_000;

  /** Frames come every 10 ms and take 24 ms: of those that came meanwhile, the newest is next. */
  @Test
  void newestFrameCounts() {
    Fleet fleet = Fleet.of(1, 1, Rules.DEFAULT.workers(1, 1));
    long[] times = new Arrivals.Steady(100).times(0.06, 0);
    Tally tally = fleet.streams(List.of(times), number -> Work.ofNetwork(24 * MS), 0);
    assertThat(tally.arrived()).isEqualTo(6);
    // 0 (0 to 24), 2 (24 to 48), 4 (48 to 72), 5 (72 to 96), from when they came.
    assertThat(tally.times()).containsExactly(24, 28, 32, 46);
    assertThat(tally.count(Outcome.DROPPED)).isEqualTo(2);
  }

  /** A real session on the simulated clock answers and drops as many frames, at the same times. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void sessionDoesWhatTheServiceDoes(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Work> works = new ArrayList<>();
    List<Long> arrivals = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < 2000; i++) {
      time += (long) (Arrivals.exponential(random, 10) * MS);
      arrivals.add(time);
      works.add(Work.ofNetwork(Arrivals.exponential(random, 5.0 * seed) * MS));
    }
    Tally simulated = simulated(arrivals, works);
    Tally real = real(arrivals, works);
    assertThat(real.count(Outcome.ANSWERED)).isPositive();
    assertThat(simulated.count(Outcome.DROPPED)).isEqualTo(real.count(Outcome.DROPPED));
    assertThat(simulated.times()).containsExactly(real.times());
  }

  private static Tally simulated(List<Long> arrivals, List<Work> works) {
    EventQueue events = new EventQueue();
    Tally tally = new Tally(0);
    Session session = new Session(events, instance(events), tally);
    for (int i = 0; i < arrivals.size(); i++) {
      Work work = works.get(i);
      events.at(arrivals.get(i), () -> session.receive(work));
    }
    events.run();
    return tally;
  }

  private static Tally real(List<Long> arrivals, List<Work> works) {
    EventQueue events = new EventQueue();
    Tally tally = new Tally(0);
    Instance instance = instance(events);
    StreamObserver drops =
        new StreamObserver() {
          @Override
          public void ended(FrameEnd end) {
            if (end == FrameEnd.DROPPED) {
              tally.ended(Outcome.DROPPED, events.now(), events.now());
            }
          }
        };
    StreamSession<String> session = TimelessSession.open(drops);
    for (int i = 0; i < arrivals.size(); i++) {
      Frame frame = new Frame(events, instance, tally, works.get(i), arrivals.get(i));
      events.at(arrivals.get(i), () -> session.receive(frame));
    }
    events.run();
    return tally;
  }

  private static Instance instance(EventQueue events) {
    return new Instance(events, new Machine(events, 1), Rules.DEFAULT.workers(1, 1));
  }

  private record Frame(EventQueue events, Instance instance, Tally tally, Work work, long arrival)
      implements StreamFrame<String> {
    @Override
    public Future<StreamResponse<String>> answer(long id, List<Long> dropped) {
      Promise<StreamResponse<String>> answered = Promise.promise();
      instance.receive(
          new Request(
              work,
              Rules.NEVER,
              outcome -> {
                tally.ended(outcome, arrival, events.now());
                answered.complete(new StreamResponse<>("", FrameEnd.ANSWERED));
              }));
      return answered.future();
    }

    @Override
    public void free() {}
  }
}
