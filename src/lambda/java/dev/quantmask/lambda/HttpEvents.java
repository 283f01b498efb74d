package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.detections.DetectionCall;
import dev.quantmask.server.detections.DetectionCalls;
import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.Problems;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Requests of a function URL or of API Gateway: the same paths and answers as over HTTP. */
@Singleton
final class HttpEvents {
  private static final String CONTENT_TYPE = "Content-Type";

  private final DetectionCalls calls;
  private final ObjectMapper mapper;

  HttpEvents(DetectionCalls calls, ObjectMapper mapper) {
    this.calls = calls;
    this.mapper = mapper;
  }

  /**
   * What both of them take for a response.
   *
   * @param headers lower or mixed case
   */
  private record Response(
      int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {}

  byte[] answer(JsonNode event, TimeBudget time) throws IOException {
    try {
      HttpEvent request = HttpEvent.of(event);
      return AnswerLimit.checked(mapper.writeValueAsBytes(respond(request, time)));
    } catch (ImageException | ServingException | RuntimeException e) {
      return mapper.writeValueAsBytes(failure(Problems.of(e)));
    }
  }

  private Response respond(HttpEvent request, TimeBudget time)
      throws ImageException, ServingException, IOException {
    calls.authorize(request.header("X-API-Key"), request.header("Authorization"));
    DetectionCall call =
        calls.http(
            request.method(),
            request.path(),
            request.header(CONTENT_TYPE),
            request.query(),
            request.body());
    AnswerFormat format = AnswerFormat.of(request.header("Accept"));
    Deadline deadline =
        time.deadline(calls.timeout(request.header("X-Request-Timeout-Ms"), time.remaining()));
    if (format == AnswerFormat.JSON) {
      return success(format, text(calls.json(calls.answer(call, deadline))), false);
    }
    AnswerLimit.checkPicture(calls.pixels(call));
    byte[] picture = calls.overlay(call, deadline);
    return success(format, Base64.getEncoder().encodeToString(picture), true);
  }

  private static Response success(AnswerFormat format, String body, boolean base64) {
    return new Response(200, Map.of(CONTENT_TYPE, format.mediaType()), body, base64);
  }

  private static Response failure(Problem problem) {
    Map<String, String> headers = new TreeMap<>(problem.headers());
    headers.put(CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (problem.status() == 405) {
      headers.put("Allow", "POST");
    }
    return new Response(problem.status(), headers, problem.json(), false);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
