package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;

/** What an event is, by the fields that only it has. */
enum EventKind {
  /** The body of {@code POST /detect}. */
  FUNCTION,
  /** A request of a function URL, or of API Gateway's HTTP API: payload version 2.0. */
  HTTP,
  /** Frames that have arrived in a bucket. */
  FRAMES;

  static EventKind of(JsonNode event) {
    if (event.has("Records") || event.path("Event").asText().equals("s3:TestEvent")) {
      return FRAMES;
    }
    if (event.at("/requestContext/http").isObject()) {
      return HTTP;
    }
    if (event.has("requestContext")) {
      throw ProblemException.badRequest(
          "the event is a request in another format than payload version 2.0: expected a function"
              + " URL, or API Gateway's HTTP API");
    }
    return FUNCTION;
  }
}
