package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.output.DetectionAnswer;
import dev.quantmask.detection.output.DetectionOverlay;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.config.Settings;
import dev.quantmask.server.problem.JsonSyntax;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.Shortened;
import dev.quantmask.server.request.Arrival;
import dev.quantmask.server.request.Door;
import dev.quantmask.server.request.FunctionInput;
import dev.quantmask.server.request.QueryOptions;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.server.security.ApiKeyMechanism;
import dev.quantmask.server.security.ApiKeys;
import dev.quantmask.serving.DetectionRequest;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.Caller;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The doors for requests that come by another way than the HTTP server: the same paths, options,
 * limits, keys and answers.
 *
 * <p>What is wrong with a request is a {@link ProblemException}.
 */
@Singleton
public class DetectionCalls {
  private final DetectionServer server;
  private final Settings settings;
  private final ApiKeys keys;
  private final ObjectMapper mapper;

  DetectionCalls(DetectionServer server, Settings settings, ApiKeys keys, ObjectMapper mapper) {
    this.server = server;
    this.settings = settings;
    this.keys = keys;
    this.mapper = mapper;
  }

  /** Any JSON. */
  public JsonNode parse(byte[] json) {
    return JsonSyntax.parse(mapper, json);
  }

  public byte[] json(DetectionAnswer answer) throws IOException {
    return mapper.writeValueAsBytes(answer);
  }

  /** The body of {@code POST /detect}. */
  public DetectionCall function(JsonNode body) {
    return checked(new DetectionCall(FunctionInput.of(body)));
  }

  /** An image, with the default options. */
  public DetectionCall image(byte[] image) {
    return checked(
        new DetectionCall(new FunctionInput(image, RequestOptions.of(null, null, null, null))));
  }

  /**
   * A request of HTTP.
   *
   * @param path of a door
   * @param contentType null when there is none
   * @param query as it was sent, without the question mark
   */
  public DetectionCall http(
      String method, String path, String contentType, String query, byte[] body) {
    Door door =
        Door.at(path).filter(DetectionCalls::isHere).orElseThrow(DetectionCalls::nothingHere);
    if (!method.equals(HttpMethod.POST.name())) {
      throw new ProblemException(405, "expected POST, found " + Shortened.of(method));
    }
    if (door == Door.FUNCTION) {
      door.checkContentType(contentType);
      return function(parse(body));
    }
    if (!Door.takesPicture(contentType)) { // several in one request are not for here
      throw new ProblemException(
          415,
          "Content-Type: expected image/* or application/octet-stream, found "
              + Shortened.of(contentType));
    }
    if (body.length == 0) {
      throw ProblemException.badRequest("the body is empty: expected the bytes of an image");
    }
    return checked(new DetectionCall(new FunctionInput(body, QueryOptions.of(parameters(query)))));
  }

  private static boolean isHere(Door door) {
    return door == Door.FUNCTION || door == Door.RAW;
  }

  private static ProblemException nothingHere() {
    return new ProblemException(
        404, "nothing is here; images are taken at /detect and /v1/detections");
  }

  private static MultiMap parameters(String query) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    try {
      new QueryStringDecoder(query, false)
          .parameters()
          .forEach((name, values) -> parameters.add(name, values));
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(
          "the query cannot be read: expected %%XX behind a percent sign");
    }
    return parameters;
  }

  private DetectionCall checked(DetectionCall call) {
    checkSize(call.image().length);
    return call;
  }

  /**
   * Before a picture is fetched.
   *
   * @param bytes of the picture
   */
  public void checkSize(long bytes) {
    if (bytes > settings.maxBody()) {
      throw new ProblemException(
          413,
          Text.format(
              "the image is too large: expected at most %d bytes, found %d",
              settings.maxBody(), bytes));
    }
  }

  /**
   * Asks for a key, when any are configured.
   *
   * @param apiKey the header X-API-Key, or null
   * @param authorization the header, or null
   */
  public void authorize(String apiKey, String authorization) {
    if (keys.isEmpty()) {
      return;
    }
    Optional<String> shown =
        Optional.ofNullable(apiKey).or(() -> ApiKeyMechanism.bearer(authorization));
    if (shown.isEmpty()) {
      throw new ProblemException(401, "expected a key in Authorization or X-API-Key, found none");
    }
    if (keys.owner(shown.get()).isEmpty()) {
      throw new ProblemException(401, "the key is not valid here, or not any more");
    }
  }

  /**
   * How long a caller wants to wait.
   *
   * @param header X-Request-Timeout-Ms, or null
   * @param most that it can wait
   */
  public Duration timeout(String header, Duration most) {
    Duration configured = settings.timeout();
    return RequestTimeout.of(header, configured.compareTo(most) < 0 ? configured : most);
  }

  /** Width times height of a call's picture, by its header. */
  public long pixels(DetectionCall call) throws ImageException {
    return ImageDecoder.open(call.image(), settings.limits().image()).pixels();
  }

  public DetectionAnswer answer(DetectionCall call, Deadline deadline)
      throws ImageException, ServingException {
    return server.detect(
        request(call, deadline),
        result -> DetectionAnswer.of(result, call.input().options().masks()));
  }

  /** A PNG with what was found drawn in. */
  public byte[] overlay(DetectionCall call, Deadline deadline)
      throws ImageException, ServingException {
    return server.detect(
        request(call, deadline).answeredWith(DetectionOverlay.PNG_BYTES_PER_PIXEL),
        DetectionOverlay::png);
  }

  private static DetectionRequest request(DetectionCall call, Deadline deadline) {
    FunctionInput input = call.input();
    return input.options().request(input.image(), new Arrival(deadline, Caller.PATIENT, null));
  }
}
