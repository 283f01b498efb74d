package dev.quantmask.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client of {@code /v1/stream}, and an example of one: frames out as binary messages, one answer
 * in JSON for each that was not dropped. Frames are numbered from 0 as they are sent.
 */
public final class StreamClient implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ABNORMAL_CLOSURE = 1006; // RFC 6455: the connection ended without a code

  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  /**
   * @param uri {@code ws://HOST/v1/stream}, with options in the query
   * @param headers names and values: a key, a token, {@code X-Request-Timeout-Ms}
   */
  public StreamClient(URI uri, String... headers) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(uri, this).join();
  }

  /** Does not wait for an answer: sooner or later a frame is sent while another is in work. */
  public void send(byte[] image) {
    socket.sendBinary(ByteBuffer.wrap(image), true).join();
  }

  /** The next answer. */
  public JsonNode answer() throws InterruptedException {
    JsonNode answer = answers.poll(20, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("no answer within 20 s; closed: " + closeCode);
    }
    return answer;
  }

  /**
   * The next answer, or none when the connection ends before it comes. The client of the JDK can
   * miss the end of a connection that is cut right after its upgrade: silence means the same.
   */
  public Optional<JsonNode> answerUnlessClosed(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isClosed() && System.nanoTime() < end) {
      JsonNode answer = answers.poll(10, TimeUnit.MILLISECONDS);
      if (answer != null) {
        return Optional.of(answer);
      }
    }
    return Optional.ofNullable(answers.poll());
  }

  public boolean isClosed() {
    return closeCode.isDone();
  }

  /** Why the service has closed the stream. */
  public int closeCode() throws Exception {
    return closeCode.get(20, TimeUnit.SECONDS);
  }

  public WebSocket socket() {
    return socket;
  }

  @Override
  public CompletionStage<?> onText(WebSocket source, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      answers.add(parse(message.toString()));
      message.setLength(0);
    }
    source.request(1);
    return null;
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
    closeCode.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket source, Throwable failure) {
    if (failure instanceof IOException) {
      closeCode.complete(ABNORMAL_CLOSURE);
    } else {
      closeCode.completeExceptionally(failure);
    }
  }

  @Override
  public void close() {
    // The service may have closed it just now.
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(closed -> null).join();
  }
}
