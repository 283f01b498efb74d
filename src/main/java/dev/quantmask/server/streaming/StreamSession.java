package dev.quantmask.server.streaming;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Frames are numbered from 0 as they arrive. At most one is in work and one waits, which is the
 * newest: who sends faster than he is answered loses the frames between, and is told which. The
 * next frame is begun when the answer before it has been sent.
 *
 * <p>For one thread.
 *
 * @param <M> what is sent
 */
public final class StreamSession<M> {
  /** More than come within the longest time that a frame may take, at 120 a second. */
  static final int MOST_BEHIND = 4096;

  private final StreamPeer<M> peer;
  private final StreamTimers timers;
  private final StreamObserver observer;
  private final Duration idle;
  private final Duration sending;
  private StreamTimers.Timer idleTimer;
  private StreamFrame<M> waiting; // its id is the newest
  private long newest = -1;
  private long begun = -1;
  private boolean busy;
  private boolean draining;
  private boolean finishing;
  private boolean closed;

  /**
   * @param idle without a frame, until the session is closed
   * @param sending most that an answer may take to be sent
   */
  public StreamSession(
      StreamPeer<M> peer,
      StreamTimers timers,
      StreamObserver observer,
      Duration idle,
      Duration sending) {
    this.peer = peer;
    this.timers = timers;
    this.observer = observer;
    this.idle = idle;
    this.sending = sending;
    this.idleTimer = timers.in(idle, this::idle);
    observer.opened();
  }

  public void receive(StreamFrame<M> frame) {
    observer.received();
    if (closed || draining) {
      drop(frame);
      return;
    }
    restartIdleTimer();
    dropWaiting();
    waiting = frame;
    newest++;
    if (newest - begun > MOST_BEHIND) {
      close(StreamClose.TOO_FAR_BEHIND);
    } else if (!busy) {
      begin();
    }
  }

  private void begin() {
    StreamFrame<M> frame = waiting;
    List<Long> dropped = LongStream.range(begun + 1, newest).boxed().toList();
    waiting = null;
    busy = true;
    begun = newest;
    frame
        .answer(begun, dropped)
        .onComplete(
            answered -> {
              frame.free();
              send(answered.result());
            });
  }

  private void send(StreamResponse<M> answer) {
    if (closed) {
      observer.ended(FrameEnd.UNSENT);
      return;
    }
    StreamTimers.Timer unread = timers.in(sending, () -> close(StreamClose.UNREAD));
    peer.send(answer.message())
        .onComplete(
            sent -> {
              observer.ended(sent.succeeded() ? answer.end() : FrameEnd.UNSENT);
              unread.cancel();
              next();
            });
  }

  private void next() {
    busy = false;
    if (draining) {
      close(StreamClose.ENDING);
    } else if (waiting != null) {
      begin();
    } else if (finishing) {
      close(StreamClose.FINISHED);
    }
  }

  private void restartIdleTimer() {
    idleTimer.cancel();
    idleTimer = timers.in(idle, this::idle);
  }

  private void idle() {
    if (busy) {
      restartIdleTimer(); // a client that waits for an answer need not send meanwhile
    } else {
      close(StreamClose.IDLE);
    }
  }

  /** Answers all that has come, and closes then: the peer has sent its last frame. */
  public void finish() {
    finishing = true;
    if (!busy) {
      close(StreamClose.FINISHED);
    }
  }

  /** Answers what is in work, and closes then. */
  void drain() {
    draining = true;
    dropWaiting();
    if (!busy) {
      close(StreamClose.ENDING);
    }
  }

  void close(StreamClose why) {
    if (!closed) {
      end();
      observer.closed(why);
      peer.close(why);
    }
  }

  /** The peer has gone, or has seen that the session is closed. */
  void closed() {
    if (!closed) {
      end();
      observer.left();
    }
  }

  private void end() {
    closed = true;
    idleTimer.cancel();
    dropWaiting();
  }

  private void dropWaiting() {
    if (waiting != null) {
      drop(waiting);
      waiting = null;
    }
  }

  private void drop(StreamFrame<M> frame) {
    frame.free();
    observer.ended(FrameEnd.DROPPED);
  }
}
