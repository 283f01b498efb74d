package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyUnpackingTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Body body = new Body();
  private final Semaphore received = new Semaphore(0);
  private final Semaphore mayGoOn = new Semaphore(0);
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>(); // on the event loop?
  private BodyUnpacking unpacking;

  /** Tells whether it is paused. */
  private static final class Body implements ReadStream<Buffer> {
    private volatile boolean isPaused;

    @Override
    public ReadStream<Buffer> pause() {
      isPaused = true;
      return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
      isPaused = false;
      return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
      return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      return this;
    }
  }

  @BeforeEach
  void begin() throws Exception {
    onLoop(
        () ->
            unpacking =
                new BodyUnpacking(
                    vertx,
                    body,
                    Unpacker.Format.GZIP,
                    (piece, length) -> {
                      if (Context.isOnEventLoopThread()) {
                        throw new IllegalStateException("unpacked on the event loop");
                      }
                      received.release();
                      mayGoOn.acquireUninterruptibly();
                      content.write(piece, 0, length);
                    },
                    failure::complete));
  }

  @AfterEach
  void close() throws Exception {
    mayGoOn.release(1_000_000);
    onLoop(unpacking::close);
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  /** Runs on the event loop, which must have time for it. */
  private void onLoop(Runnable task) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.runOnContext(
        ignored -> {
          task.run();
          done.complete(null);
        });
    done.get(20, TimeUnit.SECONDS);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(15).nextBytes(bytes);
    return bytes;
  }

  private static Buffer gzip(byte[] content) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return Buffer.buffer(packed.toByteArray());
  }

  private void ended() {
    unpacking.end(() -> end.complete(Context.isOnEventLoopThread()));
  }

  @Test
  void theEventLoopServesOthersMeanwhile() throws Exception {
    byte[] bytes = random(200_000);
    Buffer packed = gzip(bytes);
    onLoop(() -> unpacking.receive(packed));
    received.acquire(); // a worker thread is at it, and stays so
    assertThat(body.isPaused).isTrue();
    onLoop(() -> assertThat(end).isNotDone());
    onLoop(this::ended); // should it be told though it is paused
    assertThat(end).isNotDone();
    mayGoOn.release(1_000_000);
    assertThat(end.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(content.toByteArray()).isEqualTo(bytes);
    assertThat(failure).isNotDone();
  }

  @Test
  void smallPartsAreUnpackedTogetherAndMoreIsReadThen() throws Exception {
    mayGoOn.release(1_000_000);
    byte[] bytes = random(200_000);
    Buffer packed = gzip(bytes);
    for (int from = 0; from < packed.length(); from += 1_000) {
      Buffer part = packed.slice(from, Math.min(packed.length(), from + 1_000));
      while (body.isPaused) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      onLoop(() -> unpacking.receive(part));
    }
    onLoop(this::ended);
    assertThat(end.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(content.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void aBodyWithoutABytePasses() throws Exception {
    onLoop(this::ended);
    assertThat(end.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsNotWholeIsTold() throws Exception {
    mayGoOn.release(1_000_000);
    Buffer packed = gzip(random(1_000));
    onLoop(() -> unpacking.receive(packed.slice(0, packed.length() - 1)));
    onLoop(this::ended);
    assertThat(failure.get(20, TimeUnit.SECONDS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("an early end");
    assertThat(end).isNotDone();
  }

  @Test
  void nothingIsToldOnceItIsClosed() throws Exception {
    Buffer packed = gzip(random(200_000));
    onLoop(() -> unpacking.receive(packed));
    received.acquire();
    onLoop(unpacking::close);
    mayGoOn.release(1_000_000);
    onLoop(this::ended);
    assertThat(end).isNotDone();
    assertThat(failure).isNotDone();
  }
}
