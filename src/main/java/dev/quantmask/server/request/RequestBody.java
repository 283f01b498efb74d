package dev.quantmask.server.request;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.text.Text;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * Reads the body of a request to where Vert.x' body handler would put it, in place of that handler:
 * it reads any body at any path, and writes the files of a form to a disk. Here no request has a
 * body unless the admission filter has said how large it may be.
 */
public final class RequestBody {
  /** Bytes of a body without images, which needs no memory to be reserved. */
  public static final long SMALL = 64 << 10;

  private static final long STEP = SMALL;
  private static final String EXPECTED = RequestBody.class.getName();

  /**
   * Says what the admission filter allows.
   *
   * @param limit bytes; 0 for an endpoint that takes no body
   * @param timeout until when all of it has to be there
   */
  private record Expected(long limit, Duration timeout) {}

  private final RoutingContext context;
  private final Expected expected;
  private final Refusals refusals;
  private final long timer;
  private final Optional<BodyMemoryPermit> permit;
  private final Optional<BodyUnpacking> unpacking;
  private long received;
  private volatile boolean done;

  // Used by the event loop, or by what unpacks while the event loop waits for it.
  private Buffer bytes; // null until the first of them
  private long reserved;

  private RequestBody(RoutingContext context, Expected expected, Refusals refusals) {
    this.context = context;
    this.expected = expected;
    this.refusals = refusals;
    this.reserved = memory(context.request(), expected.limit);
    this.permit = Optional.ofNullable(RequestContext.of(context)).map(RequestContext::permit);
    this.unpacking =
        ContentCoding.of(list(context.request(), HttpHeaders.CONTENT_ENCODING))
            .map(
                format ->
                    new BodyUnpacking(
                        context.vertx(), context.request(), format, this::unpacked, this::fail));
    this.timer = context.vertx().setTimer(RequestTimeout.timer(expected.timeout), id -> giveUp());
    RequestEnd.then(context, end -> end());
  }

  /**
   * Checks what the head of the request says of its body.
   *
   * @throws ProblemException when it cannot be taken
   */
  static void expect(RoutingContext context, long limit, Duration timeout) {
    HttpServerRequest request = context.request();
    if (announced(request, limit) > limit || (limit == 0 && isUnread(request))) {
      throw tooLarge(limit);
    }
    context.put(EXPECTED, new Expected(limit, timeout));
  }

  /** Bytes to reserve for the body before it comes; more when its head does not say how many. */
  static long memory(HttpServerRequest request, long limit) {
    boolean packed = ContentCoding.of(list(request, HttpHeaders.CONTENT_ENCODING)).isPresent();
    boolean known = !packed && request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    return known ? announced(request, limit) : Math.min(STEP, limit);
  }

  /** All lines of a header are one list; null without any. */
  private static String list(HttpServerRequest request, CharSequence header) {
    List<String> lines = request.headers().getAll(header);
    return lines.isEmpty() ? null : String.join(", ", lines);
  }

  /** The length that its head gives, or otherwise the limit; it may be zero. */
  private static long announced(HttpServerRequest request, long limit) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return limit;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // the server has checked that it is a number: a very long one
    }
  }

  /**
   * Returns whether there is a body that nobody has read yet, as far as the head of the request
   * says.
   */
  public static boolean isUnread(HttpServerRequest request) {
    return !request.isEnded()
        && (request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || announced(request, 0) > 0);
  }

  static void read(RoutingContext context, Refusals refusals) {
    Expected expected = context.get(EXPECTED);
    ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
    HttpServerRequest request = context.request();
    // On HTTP/2 the head of a request does not say whether there is a body.
    if (expected != null && (isUnread(request) || request.version() == HttpVersion.HTTP_2)) {
      new RequestBody(context, expected, refusals).start();
    } else {
      context.next();
    }
  }

  private void start() {
    HttpServerRequest request = context.request();
    request
        .exceptionHandler(
            failure -> {
              end();
              bytes = null;
              RequestEnd.bodyIsBroken(context, failure);
            })
        .handler(this::receive)
        .endHandler(end -> finish());
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))
        && request.version() != HttpVersion.HTTP_1_0) {
      context.response().writeContinue();
    }
    request.resume();
  }

  private void receive(Buffer chunk) {
    received += chunk.length();
    if (done) {
      return;
    }
    if (received > expected.limit) {
      fail(tooLarge(expected.limit));
      return;
    }
    if (unpacking.isPresent()) {
      unpacking.get().receive(chunk);
      return;
    }
    try {
      grow(chunk.length());
      bytes.appendBuffer(chunk);
    } catch (OverloadedException | ProblemException e) {
      fail(e);
    }
  }

  /** Takes what a worker thread has unpacked. */
  private void unpacked(byte[] piece, int length) throws OverloadedException {
    if (!done) {
      grow(length);
      bytes.appendBytes(piece, 0, length);
    }
  }

  private void grow(int more) throws OverloadedException {
    if (bytes == null) {
      bytes = Buffer.buffer();
    }
    long length = bytes.length() + (long) more;
    if (length > expected.limit) {
      throw tooLarge(expected.limit);
    }
    reserve(length);
  }

  /** Doubles what is reserved, as the buffer grows. */
  private void reserve(long length) throws OverloadedException {
    if (length > reserved) {
      long next = Math.min(Math.max(length, 2 * reserved), expected.limit);
      permit.orElseThrow().grow(next - reserved);
      reserved = next;
    }
  }

  private void finish() {
    if (done) {
      return;
    }
    unpacking.ifPresentOrElse(packed -> packed.end(this::pass), this::pass);
  }

  private void pass() {
    if (end()) {
      ((RoutingContextInternal) context).setBody(bytes);
      bytes = null;
      context.next();
    }
  }

  private void fail(Throwable failure) {
    if (!end()) {
      return;
    }
    bytes = null;
    if (failure instanceof OverloadedException overloaded) {
      refusals.refuse(context, overloaded);
    } else if (failure instanceof DataFormatException format) {
      context.fail(
          ProblemException.badRequest(
              "the body cannot be unpacked: expected what Content-Encoding says, whole, found %s",
              format.getMessage()));
    } else {
      context.fail(failure);
    }
  }

  /** A slow sender must not hold memory for ever; once the body is there, the server takes care. */
  private void giveUp() {
    fail(
        new ProblemException(
            408,
            Text.format("the body has not arrived within %d ms", expected.timeout.toMillis())));
  }

  private boolean end() {
    boolean first = !done;
    done = true;
    if (first) {
      context.vertx().cancelTimer(timer);
      unpacking.ifPresent(BodyUnpacking::close);
    }
    return first;
  }

  private static ProblemException tooLarge(long limit) {
    return limit == 0
        ? ProblemException.badRequest("expected a request without a body, found one with a body")
        : new ProblemException(
            413, Text.format("the body is too large: expected at most %d bytes", limit));
  }
}
