package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A form in which AWS hands a request of HTTP to a function, and expects its response. */
enum HttpForm {
  /** Function URLs, and HTTP APIs of API Gateway: payload version 2.0. */
  PAYLOAD_2,
  /** REST APIs of API Gateway, and its HTTP APIs when they are told so: payload version 1.0. */
  PAYLOAD_1,
  /** Application Load Balancers. */
  LOAD_BALANCER;

  /** Empty for an event that is no request of HTTP. */
  static Optional<HttpForm> of(JsonNode event) {
    JsonNode context = event.path("requestContext");
    if (context.path("http").isObject()) {
      return Optional.of(PAYLOAD_2);
    }
    if (!event.path("httpMethod").isTextual()) {
      return Optional.empty();
    }
    return Optional.of(context.has("elb") ? LOAD_BALANCER : PAYLOAD_1);
  }
}
