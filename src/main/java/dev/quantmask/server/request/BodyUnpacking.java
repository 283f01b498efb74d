package dev.quantmask.server.request;

import dev.quantmask.serving.api.OverloadedException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;

/**
 * Unpacks a body while it arrives, on worker threads: a few bytes may become many, and the event
 * loop serves other connections meanwhile. Until what has come is unpacked, nothing more is read.
 */
final class BodyUnpacking {
  private static final int STEP = 64 << 10; // packed bytes

  private final Vertx vertx;
  private final ReadStream<Buffer> body;
  private final Unpacker unpacker;
  private final Unpacker.Receiver<OverloadedException> receiver;
  private final Consumer<Throwable> failed;
  private Buffer packed = Buffer.buffer();
  private boolean isEmpty = true;
  private boolean isBusy;
  private boolean isClosed;
  private Runnable then; // null until the body has ended

  /**
   * @param receiver is called on one worker thread at a time
   * @param failed is told on the event loop, once, and closes this
   */
  BodyUnpacking(
      Vertx vertx,
      ReadStream<Buffer> body,
      Unpacker.Format format,
      Unpacker.Receiver<OverloadedException> receiver,
      Consumer<Throwable> failed) {
    this.vertx = vertx;
    this.body = body;
    this.unpacker = new Unpacker(format);
    this.receiver = receiver;
    this.failed = failed;
  }

  void receive(Buffer chunk) {
    isEmpty = false;
    packed.appendBuffer(chunk);
    goOn();
  }

  /**
   * The body has ended.
   *
   * @param next runs when all of it is unpacked
   */
  void end(Runnable next) {
    then = next;
    goOn();
  }

  private void goOn() {
    if (isBusy || isClosed) {
      return;
    }
    boolean hasEnded = then != null;
    if (packed.length() >= STEP || (hasEnded && packed.length() > 0)) {
      unpack();
    } else if (hasEnded && (isEmpty || unpacker.isComplete())) {
      then.run();
    } else if (hasEnded) {
      failed.accept(new DataFormatException("an early end"));
    }
  }

  private void unpack() {
    byte[] bytes = packed.getBytes();
    packed = Buffer.buffer();
    isBusy = true;
    if (then == null) {
      body.pause();
    }
    try {
      vertx
          .executeBlocking(
              () -> {
                unpacker.unpack(bytes, receiver);
                return null;
              },
              false)
          .onComplete(this::unpacked);
    } catch (RejectedExecutionException e) {
      isBusy = false;
      failed.accept(e);
    }
  }

  private void unpacked(AsyncResult<?> result) {
    isBusy = false;
    if (isClosed) {
      unpacker.close();
      return;
    }
    if (result.failed()) {
      failed.accept(result.cause());
      return;
    }
    if (then == null) {
      body.resume(); // which may tell what has come meanwhile
    }
    goOn();
  }

  /** No more is unpacked, but what a worker thread has begun. */
  void close() {
    isClosed = true;
    if (!isBusy) {
      unpacker.close();
    }
  }
}
