package dev.quantmask.server.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An error as RFC 9457 describes it, the same from all endpoints.
 *
 * @param title the status in words
 * @param detail what is wrong with this request
 * @param instance names this one occurrence in the log; null when the client can correct the
 *     request alone
 * @param headers that go with the answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    @JsonIgnore Map<String, String> headers) {
  public static final String MEDIA_TYPE = "application/problem+json";

  static final String RETRY_AFTER = "Retry-After";
  static final String CONNECTION = "Connection";

  private static final String KEY = Problem.class.getName();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Problem(int status, String detail) {
    this(status, detail, null, Map.of());
  }

  public Problem(int status, String detail, Map<String, String> headers) {
    this(status, detail, null, headers);
  }

  public Problem(int status, String detail, String instance, Map<String, String> headers) {
    this(
        "about:blank",
        HttpResponseStatus.valueOf(status).reasonPhrase(),
        status,
        detail,
        instance,
        headers);
  }

  /** Notes that a request is answered with this, which the status of HTTP does not tell on gRPC. */
  public void keepIn(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Returns the problem that a request is answered with. */
  public static Optional<Problem> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  /** Returns after how many seconds another try is worth it; empty when it is not. */
  OptionalLong retryAfter() {
    String seconds = headers.get(RETRY_AFTER);
    return seconds == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(seconds));
  }

  boolean closesConnection() {
    return headers.containsKey(CONNECTION);
  }

  public String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
