package dev.quantmask.server.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.UncheckedIOException;
import java.util.Map;

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

  public String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
