package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.output.DetectionOverlay;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.QueryOptions;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.server.request.RequestPixels;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ServingException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code POST /v1/detections}: the bytes of an image in, JSON or an image out; or several in, JSON
 * with an answer to each out.
 */
@Path("/v1/detections")
@Consumes(MediaType.WILDCARD) // the admission filter has checked it
@Blocking
public class DetectionResource {
  private static final String PNG = "image/png";

  private final DetectionServer server;
  private final DetectionService service;
  private final ServerSettings settings;
  private final ObjectMapper mapper;

  DetectionResource(
      DetectionServer server,
      DetectionService service,
      ServerSettings settings,
      ObjectMapper mapper) {
    this.server = server;
    this.service = service;
    this.settings = settings;
    this.mapper = mapper;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public Object json(RoutingContext context) throws ImageException, ServingException {
    return BatchInput.isIn(context) ? batch(context) : one(context);
  }

  /** One after the other: a batch takes one place in the queue, as anybody does. */
  private BatchResponse batch(RoutingContext context) throws ServingException {
    List<Supplier<DetectRequest>> images =
        BatchInput.of(context, body(context), mapper, settings.maxImagesPerRequest());
    RequestPixels.checkInputs(images, settings);
    List<BatchItemResponse> results = new ArrayList<>();
    for (Supplier<DetectRequest> image : images) {
      results.add(service.item(image, RequestContext.of(context)));
    }
    return new BatchResponse(results);
  }

  private DetectionResponse one(RoutingContext context) throws ImageException, ServingException {
    RequestOptions options = QueryOptions.of(context.queryParams());
    return service.detect(new DetectRequest(body(context), options), RequestContext.of(context));
  }

  @POST
  @Produces(PNG + ";qs=0.5") // only for who asks for it
  public Response image(RoutingContext context) throws ImageException, ServingException {
    if (BatchInput.isIn(context)) {
      throw new ProblemException(406, "Accept: expected application/json of several images");
    }
    RequestOptions options = QueryOptions.of(context.queryParams());
    byte[] png =
        server.detect(
            options
                .request(body(context), RequestContext.of(context))
                .answeredWith(DetectionOverlay.PNG_BYTES_PER_PIXEL),
            DetectionOverlay::png);
    return Response.ok(png, PNG).build();
  }

  private static byte[] body(RoutingContext context) {
    // Not as a parameter: for that, an empty body that the body handler has read is waited for.
    Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw ProblemException.badRequest("the body is empty: expected the bytes of an image");
    }
    return body.getBytes();
  }
}
