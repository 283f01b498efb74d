package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestPixels;
import dev.quantmask.serving.api.ServingException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code POST /v1/detections/batch}: several images in, JSON with an answer to each out. It is an
 * operation of its own so that a client generated from the description has a type for either.
 */
@Path("/v1/detections/batch")
@Consumes(MediaType.WILDCARD) // the admission filter has checked it
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BatchResource {
  private final DetectionService service;
  private final ServerSettings settings;
  private final ObjectMapper mapper;

  BatchResource(DetectionService service, ServerSettings settings, ObjectMapper mapper) {
    this.service = service;
    this.settings = settings;
    this.mapper = mapper;
  }

  /** One after the other: a batch takes one place in the queue, as anybody does. */
  @POST
  public BatchResponse detect(RoutingContext context) throws ServingException {
    byte[] body = DetectionResource.body(context);
    List<Supplier<DetectRequest>> images =
        BatchInput.of(context, body, mapper, settings.maxImagesPerRequest());
    RequestPixels.checkInputs(images, settings);
    List<BatchItemResponse> results = new ArrayList<>();
    for (Supplier<DetectRequest> image : images) {
      results.add(service.item(image, RequestContext.of(context)));
    }
    return new BatchResponse(results);
  }
}
