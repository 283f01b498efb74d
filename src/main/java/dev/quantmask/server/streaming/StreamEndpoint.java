package dev.quantmask.server.streaming;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.HttpClientConnection;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestPipeline;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/** {@code /v1/stream}: a WebSocket with frames in and detections out. */
@Singleton
public final class StreamEndpoint {
  private static final String PATH = "/v1/stream";
  private static final String VERSION = "13"; // RFC 6455
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private final DetectionServer server;
  private final DetectionService service;
  private final ServerSettings settings;
  private final ObjectMapper mapper;
  private final OpenStreams streams;

  StreamEndpoint(
      DetectionServer server,
      DetectionService service,
      ServerSettings settings,
      ObjectMapper mapper,
      OpenStreams streams) {
    this.server = server;
    this.service = service;
    this.settings = settings;
    this.mapper = mapper;
    this.streams = streams;
  }

  /** Behind the filters: who may not come in is not upgraded. */
  void install(@Observes Router router) {
    router.route(PATH).order(RequestPipeline.AFTER_THE_BODY).handler(this::open);
  }

  private void open(RoutingContext context) {
    StreamParameters parameters;
    Duration timeout;
    try {
      checkHead(context);
      parameters = StreamParameters.of(context.queryParams(), settings.maxBody());
      String wanted = context.request().getHeader(RequestTimeout.HEADER);
      timeout = RequestTimeout.of(wanted, settings.timeout());
      server.requireModel(parameters.options().model());
      streams.takePlace();
    } catch (ProblemException | ServingException e) {
      context.fail(e);
      return;
    }
    context
        .request()
        .toWebSocket()
        .onSuccess(socket -> serve(socket, context, parameters, timeout))
        .onFailure(
            failure -> {
              streams.leavePlace();
              context.fail(
                  new ProblemException(400, "the WebSocket cannot be opened: expected RFC 6455"));
            });
  }

  private static void checkHead(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!hasToken(request, HttpHeaders.UPGRADE, "websocket")
        || request.version() != HttpVersion.HTTP_1_1) {
      context.response().putHeader(HttpHeaders.UPGRADE, "websocket");
      throw new ProblemException(426, "expected a WebSocket, with Upgrade: websocket, on HTTP/1.1");
    }
    if (!hasToken(request, HttpHeaders.CONNECTION, "upgrade")) {
      throw ProblemException.badRequest("Connection: expected Upgrade, beside Upgrade: websocket");
    }
    if (!VERSION.equals(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      context.response().putHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
      throw new ProblemException(426, "Sec-WebSocket-Version: expected " + VERSION);
    }
    String key = request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    if (key == null || !KEY.matcher(key).matches()) {
      throw ProblemException.badRequest("Sec-WebSocket-Key: expected 16 bytes in base64");
    }
    // Browsers let any page open a WebSocket to anywhere, and read it: CORS does not hold there.
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !PageOrigin.isOf(origin, request.authority())) {
      throw new ProblemException(
          403, "Origin: expected a page of this service, found " + TextExcerpt.of(origin));
    }
  }

  private static boolean hasToken(HttpServerRequest request, CharSequence header, String token) {
    return request.headers().getAll(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(value -> value.strip().equalsIgnoreCase(token));
  }

  private void serve(
      ServerWebSocket socket,
      RoutingContext context,
      StreamParameters parameters,
      Duration timeout) {
    Vertx vertx = context.vertx();
    HttpClientConnection client = new HttpClientConnection();
    StreamSession<String> session = streams.open(new WebSocketPeer(socket), vertx);
    var stream = new DetectionFrame.Stream(vertx, server, service, mapper, parameters.tracking());
    socket.binaryMessageHandler(
        message -> {
          DetectRequest image =
              new DetectRequest(
                  message.getBytes(), parameters.options(), parameters.raw().orElse(null));
          RequestContext arrival = new RequestContext(Deadline.in(timeout), client, null);
          session.receive(DetectionFrame.of(stream, image, arrival));
        });
    socket.textMessageHandler(text -> session.close(StreamClose.TEXT));
    socket.exceptionHandler(
        failure -> {
          if (isTooLarge(failure)) {
            session.close(StreamClose.TOO_LARGE);
          }
        });
    long pings = vertx.setPeriodic(settings.streams().ping().toMillis(), timer -> ping(socket));
    socket.closeHandler(
        closed -> {
          vertx.cancelTimer(pings);
          streams.closed(session);
          client.leave();
          UpgradedRequest.done(context.request());
        });
  }

  /**
   * Sends a ping, so that what is between sees that the connection lives, however long no frame
   * comes.
   */
  private static void ping(ServerWebSocket socket) {
    if (!socket.isClosed()) {
      socket.writePing(Buffer.buffer());
    }
  }

  /** Vert.x tells so of a message in several parts; of one in one part Netty does, and closes. */
  private static boolean isTooLarge(Throwable failure) {
    return failure instanceof IllegalStateException
        || (failure instanceof CorruptedWebSocketFrameException corrupted
            && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
  }
}
