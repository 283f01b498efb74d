package dev.quantmask.server.detections;

import dev.quantmask.detection.output.DetectionOverlay;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.QueryOptions;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestOptions;
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

/**
 * {@code POST /v1/detections}: the bytes of an image in, JSON or an image out. Several images are
 * answered as by {@code /v1/detections/batch}.
 */
@Path("/v1/detections")
@Consumes(MediaType.WILDCARD) // the admission filter has checked it
@Blocking
public class DetectionResource {
  private static final String PNG = "image/png";

  private final DetectionServer server;
  private final DetectionService service;
  private final BatchResource batch;

  DetectionResource(DetectionServer server, DetectionService service, BatchResource batch) {
    this.server = server;
    this.service = service;
    this.batch = batch;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public Object json(RoutingContext context) throws ImageException, ServingException {
    if (BatchInput.isIn(context)) {
      return batch.detect(context);
    }
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

  static byte[] body(RoutingContext context) {
    // Not as a parameter: for that, an empty body that the body handler has read is waited for.
    Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw ProblemException.badRequest("the body is empty: expected the bytes of an image");
    }
    return body.getBytes();
  }
}
