package dev.quantmask.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import io.vertx.core.MultiMap;

/** What an event wants: its data is the raw door's body or the function's. */
final class EventInput {
  private EventInput() {}

  /**
   * @param query options for data that is an image; JSON has its own
   */
  static FunctionInput of(CloudEvent event, MultiMap query, ObjectMapper mapper) {
    if (event.getType().equals(EventAnswer.TYPE)) {
      throw ProblemException.badRequest(
          "type: an answer of this service has come back to it; does the trigger have a filter?");
    }
    CloudEventData data = event.getData();
    if (data instanceof JsonCloudEventData json) {
      return function(json.getNode(), query);
    }
    if (data == null) {
      throw ProblemException.badRequest("the event has no data: expected an image, or JSON");
    }
    String type = event.getDataContentType();
    if (type != null && Door.FUNCTION.takes(type)) {
      return function(JsonSyntax.parse(mapper, data.toBytes()), query);
    }
    if (!Door.takesPicture(type)) {
      throw new ProblemException(
          415,
          Text.format(
              "datacontenttype: expected application/json, or %s, found %s",
              "image/* or application/octet-stream", Shortened.of(type)));
    }
    return new FunctionInput(data.toBytes(), QueryOptions.of(query));
  }

  private static FunctionInput function(JsonNode json, MultiMap query) {
    QueryOptions.refuse(query);
    return FunctionInput.of(json);
  }
}
