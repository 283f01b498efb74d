package dev.quantmask.server.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSessionTest {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration SENDING = Duration.ofSeconds(30);

  private final Peer peer = new Peer();
  private final Timers timers = new Timers();
  private final Observer observer = new Observer();
  private final StreamSession<String> session =
      new StreamSession<>(peer, timers, observer, IDLE, SENDING);
  private final List<Frame> frames = new ArrayList<>();

  /** Takes an answer when it is told to. */
  private static final class Peer implements StreamPeer<String> {
    final List<String> sent = new ArrayList<>();
    final List<StreamClose> closed = new ArrayList<>();
    private Promise<Void> sending;

    @Override
    public Future<Void> send(String answer) {
      sent.add(answer);
      sending = Promise.promise();
      return sending.future();
    }

    void take() {
      sending.complete();
    }

    void fail() {
      sending.fail("the connection is closed");
    }

    @Override
    public void close(StreamClose why) {
      closed.add(why);
    }
  }

  /** Rings when it is told to. */
  private static final class Timers implements StreamTimers {
    private record Alarm(Duration time, Runnable action) {}

    private final List<Alarm> alarms = new ArrayList<>();

    @Override
    public Timer in(Duration time, Runnable action) {
      Alarm alarm = new Alarm(time, action);
      alarms.add(alarm);
      return () -> alarms.remove(alarm);
    }

    void ring(Duration time) {
      List<Alarm> due = alarms.stream().filter(alarm -> alarm.time.equals(time)).toList();
      assertThat(due).hasSize(1);
      alarms.removeAll(due);
      due.get(0).action.run();
    }
  }

  /** Is answered when it is told to. */
  private static final class Frame implements StreamFrame<String> {
    final Promise<String> answer = Promise.promise();
    boolean begun;
    int freed;

    @Override
    public Future<StreamResponse<String>> answer(long id, List<Long> dropped) {
      begun = true;
      return answer
          .future()
          .map(text -> new StreamResponse<>(text + id + dropped, FrameEnd.ANSWERED));
    }

    void finish() {
      answer.complete("frame ");
    }

    @Override
    public void free() {
      freed++;
    }
  }

  /** Writes down what it is told. */
  private static final class Observer implements StreamObserver {
    final List<String> told = new ArrayList<>();

    @Override
    public void opened() {
      told.add("opened");
    }

    @Override
    public void closed(StreamClose why) {
      told.add("closed " + why);
    }

    @Override
    public void left() {
      told.add("left");
    }

    @Override
    public void received() {
      told.add("received");
    }

    @Override
    public void ended(FrameEnd end) {
      told.add(end.name());
    }
  }

  private Frame receive() {
    Frame frame = new Frame();
    frames.add(frame);
    session.receive(frame);
    return frame;
  }

  @Test
  void oneIsInWorkAndTheNewestWaits() {
    Frame first = receive();
    Frame second = receive();
    Frame third = receive();
    assertThat(frames.stream().map(frame -> frame.begun)).containsExactly(true, false, false);
    assertThat(frames.stream().map(frame -> frame.freed)).containsExactly(0, 1, 0);

    first.finish();
    peer.take();
    assertThat(third.begun).isTrue();
    third.finish();
    peer.take();
    receive().finish();
    assertThat(peer.sent).containsExactly("frame 0[]", "frame 2[1]", "frame 3[]");
    assertThat(second.begun).isFalse();
    assertThat(frames).allMatch(frame -> frame.freed == 1);
    assertThat(observer.told)
        .containsExactly(
            "opened",
            "received",
            "received",
            "received",
            "DROPPED",
            "ANSWERED",
            "ANSWERED",
            "received");
  }

  @Test
  void afterTheLastFrameAllThatHasComeIsAnswered() {
    receive().finish();
    Frame last = receive();
    session.finish();
    peer.take();
    assertThat(last.begun).isTrue();
    assertThat(peer.closed).isEmpty();
    last.finish();
    peer.take();
    assertThat(peer.sent).containsExactly("frame 0[]", "frame 1[]");
    assertThat(peer.closed).containsExactly(StreamClose.FINISHED);
  }

  @Test
  void aSessionWithoutWorkFinishesImmediately() {
    session.finish();
    assertThat(peer.closed).containsExactly(StreamClose.FINISHED);
  }

  @Test
  void theNextFrameWaitsUntilTheAnswerIsSent() {
    receive().finish();
    Frame next = receive();
    assertThat(next.begun).isFalse();
    peer.take();
    assertThat(next.begun).isTrue();
    assertThat(peer.closed).isEmpty();
  }

  @Test
  void whoDoesNotReadIsClosed() {
    receive().finish();
    Frame waiting = receive();
    timers.ring(SENDING);
    assertThat(peer.closed).containsExactly(StreamClose.UNREAD);
    assertThat(waiting.freed).isOne();
    assertThat(receive().freed).isOne();
    assertThat(timers.alarms).isEmpty();
    peer.fail();
    session.closed(); // the socket is told too
    assertThat(observer.told)
        .containsExactly(
            "opened",
            "received",
            "received",
            "DROPPED",
            "closed UNREAD",
            "received",
            "DROPPED",
            "UNSENT");
  }

  @Test
  void whoSendsNothingIsClosedButNotWhoWaits() {
    Frame frame = receive();
    timers.ring(IDLE);
    assertThat(peer.closed).isEmpty();
    frame.finish();
    peer.take();
    timers.ring(IDLE);
    assertThat(peer.closed).containsExactly(StreamClose.IDLE);
  }

  @Test
  void whoIsTooFarAheadIsClosed() {
    receive();
    for (int i = 0; i < StreamSession.MOST_BEHIND; i++) {
      receive();
    }
    assertThat(peer.closed).isEmpty();
    receive();
    assertThat(peer.closed).containsExactly(StreamClose.TOO_FAR_BEHIND);
    assertThat(frames.stream().skip(1)).allMatch(frame -> frame.freed == 1);
    frames.get(0).finish();
    assertThat(frames.get(0).freed).isOne();
    assertThat(peer.sent).isEmpty();
  }

  @Test
  void theEndAnswersWhatIsInWork() {
    Frame inWork = receive();
    Frame waiting = receive();
    session.drain();
    assertThat(peer.closed).isEmpty();
    assertThat(waiting.freed).isOne();
    assertThat(receive().freed).isOne();
    inWork.finish();
    peer.take();
    assertThat(peer.sent).containsExactly("frame 0[]");
    assertThat(peer.closed).containsExactly(StreamClose.ENDING);
  }

  @Test
  void theEndOfAnIdleSessionIsAtOnce() {
    session.drain();
    assertThat(peer.closed).containsExactly(StreamClose.ENDING);
    session.close(StreamClose.TEXT);
    assertThat(peer.closed).hasSize(1);
  }

  @Test
  void aPeerThatHasGoneIsSentNothing() {
    Frame inWork = receive();
    Frame waiting = receive();
    session.closed();
    inWork.finish();
    assertThat(peer.sent).isEmpty();
    assertThat(waiting.begun).isFalse();
    assertThat(frames).allMatch(frame -> frame.freed == 1);
    assertThat(timers.alarms).isEmpty();
    assertThat(observer.told)
        .containsExactly("opened", "received", "received", "DROPPED", "left", "UNSENT");
  }
}
