package dev.quantmask.server.cloudevents;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.serving.api.ServingException;
import io.cloudevents.CloudEvent;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code POST /events}: a frame as a CloudEvent in, a CloudEvent with its detections out, as a
 * Knative Trigger sends and a Broker takes them. Not Funqy's binding for Knative: that one takes
 * the paths of Funqy's HTTP binding, and data in JSON only.
 */
@Path("/events")
@Consumes(MediaType.WILDCARD) // the admission filter has checked it
@Blocking
public class CloudEventResource {
  private final DetectionService service;
  private final ObjectMapper mapper;

  CloudEventResource(DetectionService service, ObjectMapper mapper) {
    this.service = service;
    this.mapper = mapper;
  }

  @POST
  public Response detect(RoutingContext context) throws ImageException, ServingException {
    CloudEvent event = EventReader.ofRequest(context.request().headers(), body(context), mapper);
    DetectRequest input = EventInput.of(event, context.queryParams(), mapper);
    DetectionResponse answer = service.detect(input, RequestContext.of(context));
    return EventResponse.of(event, answer, mapper);
  }

  private static byte[] body(RoutingContext context) {
    Buffer body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }
}
