package dev.quantmask.server.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.output.DetectionResponse;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Detections as an event, in binary mode. */
public final class EventResponse {
  public static final String TYPE = "dev.quantmask.detections";
  private static final URI SOURCE = URI.create("urn:quantmask");

  /** CloudEvents' correlation extension: which event made this one come about. */
  private static final String CAUSATION = "causationid";

  private EventResponse() {}

  static Response of(CloudEvent frame, DetectionResponse answer, ObjectMapper mapper) {
    Response.ResponseBuilder response = Response.ok();
    write(
        frame,
        answer,
        mapper,
        (name, value) -> response.header(name, EventHeader.encoded(value)),
        response::entity);
    return response.build();
  }

  /**
   * Writes the event.
   *
   * @param frame the event that it answers
   * @param header takes names, as HTTP has them, and values that are not encoded
   */
  public static void write(
      CloudEvent frame,
      DetectionResponse answer,
      ObjectMapper mapper,
      BiConsumer<String, String> header,
      Consumer<byte[]> body) {
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId(idOf(frame))
            .withSource(SOURCE)
            .withType(TYPE)
            .withSubject(frame.getSubject())
            .withTime(OffsetDateTime.now(ZoneOffset.UTC))
            .withExtension(CAUSATION, frame.getId())
            .withData(MediaType.APPLICATION_JSON, json(answer, mapper))
            .build();
    HttpMessageFactory.createWriter(header, body).writeBinary(event);
  }

  /** The same for a frame that is delivered again, so that its second answer is known as such. */
  private static String idOf(CloudEvent frame) {
    String name = frame.getSource() + "\n" + frame.getId();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static byte[] json(DetectionResponse answer, ObjectMapper mapper) {
    try {
      return mapper.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the answer cannot be written", e);
    }
  }
}
