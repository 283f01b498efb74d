package dev.quantmask.server.grpc;

import com.google.protobuf.MessageLite;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.HttpClientConnection;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestEnd;
import dev.quantmask.server.request.RequestPipeline;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.server.streaming.OpenStreams;
import dev.quantmask.server.streaming.StreamClose;
import dev.quantmask.server.streaming.StreamPeer;
import dev.quantmask.server.streaming.StreamSession;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** {@code ModelStreamInfer}: a stream, of whose requests the newest counts, as on a WebSocket. */
@Singleton
final class InferenceStreamEndpoint {
  private final DetectionServer server;
  private final InferenceMethods methods;
  private final ServerSettings settings;
  private final OpenStreams streams;

  InferenceStreamEndpoint(
      DetectionServer server,
      InferenceMethods methods,
      ServerSettings settings,
      OpenStreams streams) {
    this.server = server;
    this.methods = methods;
    this.settings = settings;
    this.streams = streams;
  }

  void install(@Observes Router router) {
    router
        .post(InferenceMethods.SERVICE + "ModelStreamInfer")
        .order(RequestPipeline.AFTER_THE_BODY)
        .handler(this::open);
  }

  private void open(RoutingContext context) {
    try {
      GrpcStream call = new GrpcStream(context);
      Optional<Duration> deadline = RequestTimeout.deadline(context.request());
      streams.takePlace();
      serve(context, call);
      deadline.ifPresent(time -> endAt(time, context, call));
    } catch (ProblemException | ServingException e) {
      context.fail(e);
    }
  }

  private void serve(RoutingContext context, GrpcStream call) {
    Vertx vertx = context.vertx();
    HttpClientConnection client = HttpClientConnection.of(context);
    StreamSession<MessageLite> session = streams.open(new Peer(call), vertx);
    RequestEnd.then(context, end -> streams.closed(session));
    call.read(
        settings.streams().maxFrame(),
        message -> {
          Deadline deadline = Deadline.in(settings.timeout());
          return InferenceFrame.of(
              message,
              vertx,
              server,
              request -> methods.infer(request, new RequestContext(deadline, client, null)),
              call::send);
        },
        session::receive,
        session::finish);
  }

  private static void endAt(Duration time, RoutingContext context, GrpcStream call) {
    long timer =
        context
            .vertx()
            .setTimer(
                RequestTimeout.timer(time),
                id -> call.fail(new Problem(504, "the deadline of the call has passed")));
    RequestEnd.then(context, end -> context.vertx().cancelTimer(timer));
  }

  /** A session's call. */
  private record Peer(GrpcStream call) implements StreamPeer<MessageLite> {
    @Override
    public Future<Void> send(MessageLite message) {
      return call.send(message);
    }

    @Override
    public void close(StreamClose why) {
      switch (why) {
        case FINISHED -> call.end();
        case UNREAD -> call.abort();
        case ENDING -> call.fail(new Problem(503, why.reason()));
        case IDLE -> call.fail(new Problem(408, why.reason()));
        case TEXT, TOO_FAR_BEHIND, TOO_LARGE -> call.fail(new Problem(413, why.reason()));
      }
    }
  }
}
