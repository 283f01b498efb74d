package dev.quantmask.capacity;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream to a real instance, which sends its frames when they are due. */
final class RealStream implements WebSocket.Listener {
  private static final Pattern FRAME = Pattern.compile("\"frame\":(\\d+)");
  private static final Pattern STATUS = Pattern.compile("\"status\":(\\d+)");

  private final WebSocket socket;
  private final Tally tally;
  private final long start;
  private final StringBuilder message = new StringBuilder();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Long> due = new ArrayList<>(); // guarded by the tally

  /**
   * @param start of all streams, of {@link System#nanoTime}
   */
  RealStream(HttpClient client, int port, long timeout, Tally tally, long start) {
    this.tally = tally;
    this.start = start;
    this.socket =
        client
            .newWebSocketBuilder()
            .header("X-Request-Timeout-Ms", Long.toString(timeout))
            .buildAsync(URI.create("ws://localhost:" + port + "/v1/stream"), this)
            .join();
  }

  void send(byte[] image, long time) {
    synchronized (tally) {
      tally.arrived(time);
      due.add(time);
    }
    socket.sendBinary(ByteBuffer.wrap(image), true).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket source, CharSequence part, boolean last) {
    long now = System.nanoTime() - start;
    message.append(part);
    if (last) {
      answered(number(FRAME), number(STATUS), now);
      message.setLength(0);
    }
    source.request(1);
    return null;
  }

  private int number(Pattern field) {
    Matcher matcher = field.matcher(message);
    if (!matcher.find()) {
      throw new IllegalStateException("answer: expected " + field + ", found " + message);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Those before it that have not ended were dropped. */
  private void answered(int frame, int status, long now) {
    synchronized (tally) {
      for (int i = 0; i < frame; i++) {
        end(i, Outcome.DROPPED, now);
      }
      end(frame, OpenLoop.outcome(status), now);
    }
  }

  private void end(int frame, Outcome outcome, long now) {
    Long time = due.get(frame);
    if (time != null) {
      tally.ended(outcome, time, now);
      due.set(frame, null);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
    closed.countDown();
    return null;
  }

  /** Waits for the last answer. */
  void finish() throws InterruptedException {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    if (!closed.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the stream has not been closed");
    }
  }
}
