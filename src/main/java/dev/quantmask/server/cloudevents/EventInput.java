package dev.quantmask.server.cloudevents;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.QueryOptions;
import dev.quantmask.text.Text;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import io.vertx.core.MultiMap;

/**
 * Reads what an event asks for: its data is a body of {@code POST /v1/detections} or of {@code POST
 * /detect}.
 */
public final class EventInput {
  private EventInput() {}

  /**
   * Reads what an event asks for.
   *
   * @param query options; those of data in JSON come before them
   */
  public static DetectRequest of(CloudEvent event, MultiMap query, ObjectMapper mapper) {
    if (event.getType().equals(EventResponse.TYPE)) {
      throw ProblemException.badRequest(
          "type: an answer of this service has come back to it; does the trigger have a filter?");
    }
    CloudEventData data = event.getData();
    if (data instanceof JsonCloudEventData json) {
      return DetectRequest.of(json.getNode(), QueryOptions.of(query));
    }
    if (data == null) {
      throw ProblemException.badRequest("the event has no data: expected an image, or JSON");
    }
    return ofData("datacontenttype", event.getDataContentType(), data.toBytes(), query, mapper);
  }

  /**
   * Reads what data asks for that is an image, or JSON.
   *
   * @param name of the field that has the type
   * @param type media type; null: an image
   */
  public static DetectRequest ofData(
      String name, String type, byte[] data, MultiMap query, ObjectMapper mapper) {
    if (type != null && DetectionEndpoint.FUNQY.takes(type)) {
      return DetectRequest.of(JsonErrors.parse(mapper, data), QueryOptions.of(query));
    }
    if (!DetectionEndpoint.takesImage(type)) {
      throw new ProblemException(
          415,
          Text.format(
              "%s: expected application/json, or image/* or application/octet-stream, found %s",
              name, TextExcerpt.of(type)));
    }
    return new DetectRequest(data, QueryOptions.of(query));
  }
}
