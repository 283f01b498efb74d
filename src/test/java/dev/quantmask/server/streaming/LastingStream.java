package dev.quantmask.server.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.StreamClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A client whose stream outlives its connections, and an example of one: platforms end a connection
 * after their time, and an instance when it ends itself. Frames have one numbering over all
 * connections. A frame whose answer was on its way is not sent again, because the newest counts.
 */
final class LastingStream implements AutoCloseable {
  private static final long FIRST_WAIT = 100; // milliseconds; twice as long after each failure
  private static final long LONGEST_WAIT = 5_000;
  private static final int MOST_ATTEMPTS = 10;
  private static final Duration PATIENCE =
      Duration.ofSeconds(10); // of a fake detector; else limits.timeout

  private final URI uri;
  private final String[] headers;
  private StreamClient connection;
  private long next; // number of the next frame
  private long first; // number of the first frame of this connection, which the service calls 0

  LastingStream(URI uri, String... headers) {
    this.uri = uri;
    this.headers = headers.clone();
  }

  /** Sends a frame on the connection there is, or on a new one; its number is returned. */
  long send(byte[] image) throws InterruptedException {
    long wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      try {
        connect();
        connection.send(image);
        return next++;
      } catch (CompletionException failure) {
        drop();
        if (attempt == MOST_ATTEMPTS) {
          throw failure;
        }
        TimeUnit.MILLISECONDS.sleep(wait);
        wait = Math.min(LONGEST_WAIT, 2 * wait);
      }
    }
  }

  private void connect() {
    if (connection != null && connection.isClosed()) {
      drop();
    }
    if (connection == null) {
      connection = new StreamClient(uri, headers);
      first = next;
    }
  }

  private void drop() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** The number that a frame of an answer has here. */
  long numberOf(JsonNode answer) {
    return first + answer.get("frame").longValue();
  }

  /** The next answer; empty when the connection ends before: then the next frame is to be sent. */
  Optional<JsonNode> answer() throws InterruptedException {
    Optional<JsonNode> answer = connection.answerUnlessClosed(PATIENCE);
    if (answer.isEmpty()) {
      drop();
    }
    return answer;
  }

  @Override
  public void close() {
    drop();
  }
}
