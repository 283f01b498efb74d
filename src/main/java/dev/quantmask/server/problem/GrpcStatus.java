package dev.quantmask.server.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.quantmask.text.Text;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * How a call of gRPC ends, in the trailers that say so.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over
 *     HTTP/2</a>
 */
public final class GrpcStatus {
  public static final String MEDIA_TYPE = "application/grpc";

  private static final Pattern CALL =
      Pattern.compile("(?i)application/grpc(\\+proto)?([ \t]*;.*)?");
  private static final String STATUS = "grpc-status";

  private GrpcStatus() {}

  /** Returns whether a request is a call, and its client waits for trailers. */
  public static boolean isCall(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && request.version() == HttpVersion.HTTP_2 && CALL.matcher(type).matches();
  }

  public static void putSuccess(MultiMap trailers) {
    trailers.set(STATUS, "0");
  }

  public static void put(Problem problem, MultiMap trailers) {
    GrpcCode code = GrpcCode.of(problem);
    trailers.set(STATUS, Integer.toString(code.number()));
    trailers.set("grpc-message", encoded(problem.detail()));
    if (code == GrpcCode.RESOURCE_EXHAUSTED) {
      problem
          .retryAfter()
          .ifPresent(seconds -> trailers.set("grpc-status-details-bin", details(problem, seconds)));
    }
  }

  private static String details(Problem problem, long seconds) {
    RetryInfo retry =
        RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(seconds)).build();
    Status status =
        Status.newBuilder()
            .setCode(GrpcCode.of(problem).number())
            .setMessage(problem.detail())
            .addDetails(Any.pack(retry))
            .build();
    return Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray());
  }

  /** As the protocol has it: what is not printable ASCII, and the percent sign, in hexadecimal. */
  private static String encoded(String message) {
    StringBuilder encoded = new StringBuilder();
    for (byte unit : message.getBytes(UTF_8)) {
      if (unit >= ' ' && unit <= '~' && unit != '%') {
        encoded.append((char) unit);
      } else {
        encoded.append(Text.format("%%%02X", unit));
      }
    }
    return encoded.toString();
  }
}
