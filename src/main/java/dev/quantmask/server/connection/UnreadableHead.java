package dev.quantmask.server.connection;

import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.TextExcerpt;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a head of HTTP/1.1 that cannot be read. To Vert.x it is a success: it answers
 * failures by itself, without a body, and hands successes to the router.
 */
public final class UnreadableHead extends DecoderResult {
  private static final String CHUNKED = HttpHeaderValues.CHUNKED.toString();
  private static final String HTTP = HttpVersion.HTTP_1_1.protocolName();

  private final Problem problem;

  private UnreadableHead(Problem problem) {
    super(SIGNAL_SUCCESS);
    this.problem = problem;
  }

  /** Returns what is wrong with the head of a request; empty when it can be read. */
  public static Optional<Problem> problem(HttpServerRequest request) {
    return request.decoderResult() instanceof UnreadableHead head
        ? Optional.of(head.problem)
        : Optional.empty();
  }

  /** The request as the router is to see it; empty when its head can be read. */
  static Optional<HttpRequest> replaced(HttpRequest request) {
    return problem(request)
        .map(
            problem -> {
              // Its headers may be half of those that were sent.
              var replaced =
                  new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri());
              replaced.setDecoderResult(new UnreadableHead(problem));
              return replaced;
            });
  }

  private static Optional<Problem> problem(HttpRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      return problem(414, "the request line is too long: expected a shorter address");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return problem(431, "the headers are too large: expected fewer or shorter ones");
    }
    HttpVersion version = request.protocolVersion();
    if (cause != null || !areHeaders(request.headers()) || !version.protocolName().equals(HTTP)) {
      return problem(
          400,
          "the head of the request cannot be read: expected a request line and headers as RFC 9112"
              + " describes them, and at most one of Content-Length and Transfer-Encoding");
    }
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return problem(505, "expected HTTP/1.1, found " + TextExcerpt.of(version.text()));
    }
    List<String> transfer = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    String coding = String.join(", ", transfer);
    if (!transfer.isEmpty() && !coding.strip().equalsIgnoreCase(CHUNKED)) {
      return problem(501, "Transfer-Encoding: expected chunked, found " + TextExcerpt.of(coding));
    }
    return Optional.empty();
  }

  private static boolean areHeaders(HttpHeaders headers) {
    for (var all = headers.iteratorCharSequence(); all.hasNext(); ) {
      Map.Entry<CharSequence, CharSequence> header = all.next();
      if (!FieldSyntax.isHeader(header.getKey(), header.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Problem> problem(int status, String detail) {
    return Optional.of(new Problem(status, detail));
  }
}
