package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;

/** What an event is, by the fields that only it has. */
enum EventKind {
  /** The body of {@code POST /detect}. */
  FUNCTION,
  /** A request of a function URL, of API Gateway, or of a load balancer. */
  HTTP,
  /** Frames that have arrived in a bucket. */
  FRAMES,
  /** Keeps an instance started, and asks for nothing. */
  WARM_UP;

  /**
   * @throws ProblemException that names the service whose events are not for this function
   */
  static EventKind of(JsonNode event) {
    if (isWarmUp(event)) {
      return WARM_UP;
    }
    OtherService.refuse(event);
    if (event.has("Records") || Fields.text(event.path("Event")).equals("s3:TestEvent")) {
      return FRAMES;
    }
    return HttpForm.of(event).isPresent() ? HTTP : FUNCTION;
  }

  /** Of EventBridge's rules and schedules, and of the common tools that keep functions warm. */
  private static boolean isWarmUp(JsonNode event) {
    return event.path("warmer").asBoolean()
        || Fields.text(event.path("detail-type")).equals("Scheduled Event")
        || Fields.text(event.path("source")).equals("serverless-plugin-warmup");
  }
}
