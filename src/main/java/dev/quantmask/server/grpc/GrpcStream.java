package dev.quantmask.server.grpc;

import com.google.protobuf.MessageLite;
import dev.quantmask.server.problem.GrpcStatus;
import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.OverloadedException;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;

/** A call whose messages come and go one by one. For the event loop. */
final class GrpcStream {
  private final RoutingContext context;
  private final HttpServerResponse response;

  /**
   * @throws dev.quantmask.server.problem.ProblemException when it is not a call of gRPC
   */
  GrpcStream(RoutingContext context) {
    GrpcEndpoint.requireCall(context);
    this.context = context;
    this.response = GrpcEndpoint.head(context);
  }

  /**
   * Reads messages until the client has sent the last one. While one is unpacked and read, on a
   * worker thread, and while what is sent waits for the client to read it, nothing more comes.
   *
   * @param most bytes of a message
   * @param reading makes something of a message, on a worker thread
   * @param read takes that, even if the call has ended meanwhile
   */
  <T> void read(int most, Function<byte[], T> reading, Consumer<T> read, Runnable end) {
    HttpServerRequest request = context.request();
    MessageEncoding encoding = MessageEncoding.of(request.getHeader(MessageEncoding.HEADER));
    Deque<MessageReader.Framed> waiting = new ArrayDeque<>();
    MessageReader reader = new MessageReader(most, waiting::add);
    Function<MessageReader.Framed, T> work =
        message -> reading.apply(unpacked(encoding, message, most));
    request
        .handler(
            bytes ->
                orFail(
                    () -> {
                      if (!isOver()) {
                        reader.receive(bytes);
                        readOn(waiting, work, read);
                      }
                    }))
        .endHandler(
            last ->
                orFail(
                    () -> {
                      reader.end();
                      end.run();
                    }))
        .exceptionHandler(failure -> {}) // the context is told of the end
        .resume();
  }

  private static byte[] unpacked(MessageEncoding encoding, MessageReader.Framed message, int most) {
    try {
      return encoding.read(message, most, MessageEncoding.Memory.UNCOUNTED);
    } catch (OverloadedException e) {
      throw new IllegalStateException("nothing is counted", e);
    }
  }

  /** One message after the other: each may take the place of the one before it. */
  private <T> void readOn(
      Deque<MessageReader.Framed> waiting,
      Function<MessageReader.Framed, T> work,
      Consumer<T> read) {
    HttpServerRequest request = context.request();
    if (waiting.isEmpty() || isOver()) {
      request.resume();
      waitForTheClient(request);
      return;
    }
    request.pause();
    MessageReader.Framed message = waiting.poll();
    context
        .vertx()
        .executeBlocking(() -> work.apply(message), false)
        .onSuccess(
            made ->
                orFail(
                    () -> {
                      read.accept(made);
                      readOn(waiting, work, read);
                    }))
        .onFailure(this::failWith);
  }

  private void waitForTheClient(HttpServerRequest request) {
    if (isBehind()) {
      request.pause();
      response.drainHandler(drained -> request.resume());
    }
  }

  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failWith(e);
    }
  }

  private void failWith(Throwable failure) {
    Problem problem = ProblemMapping.of(failure);
    problem.keepIn(context);
    fail(problem);
  }

  boolean isOver() {
    return response.ended() || response.closed();
  }

  /** Returns whether the client does not read what is sent. */
  boolean isBehind() {
    return !isOver() && response.writeQueueFull();
  }

  /** Done when it is on its way, which takes as long as the client does not read. */
  Future<Void> send(MessageLite message) {
    return isOver()
        ? Future.failedFuture("the call has ended")
        : response.write(Messages.framed(message));
  }

  void end() {
    if (!isOver()) {
      GrpcStatus.putSuccess(response.trailers());
      response.end();
    }
  }

  /** Tells the client that another instance will answer. */
  void endWithTheService() {
    fail(ProblemMapping.of(new DrainingException()));
  }

  /** Ends the call of a client that does not read: it cannot be told why. */
  void abort() {
    response.reset();
  }

  /** Ends the call, and takes no more of its messages. */
  void fail(Problem problem) {
    if (!isOver()) {
      GrpcStatus.put(problem, response.headWritten() ? response.trailers() : response.headers());
      response.end().onComplete(sent -> response.reset(Http2Error.NO_ERROR.code()));
    }
  }
}
