package dev.quantmask.function;

import dev.quantmask.detection.DetectionAnswer;
import dev.quantmask.detection.DetectionOverlay;
import dev.quantmask.image.ImageException;
import dev.quantmask.serving.DetectionRequest;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.ServingException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code POST /v1/detections}: the bytes of an image in, JSON or a picture out. */
@Path("/v1/detections")
@Consumes(MediaType.WILDCARD) // the gate has looked at it
@Blocking
public class DetectionResource {
  private static final String PNG = "image/png";

  private final DetectionServer server;

  DetectionResource(DetectionServer server) {
    this.server = server;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public DetectionAnswer json(RoutingContext context) throws ImageException, ServingException {
    RequestOptions options = QueryOptions.of(context.queryParams());
    return server.detect(
        request(context, options), result -> DetectionAnswer.of(result, options.masks()));
  }

  @POST
  @Produces(PNG + ";qs=0.5") // only for who asks for it
  public Response picture(RoutingContext context) throws ImageException, ServingException {
    RequestOptions options = QueryOptions.of(context.queryParams());
    return Response.ok(server.detect(request(context, options), DetectionOverlay::png), PNG)
        .build();
  }

  private static DetectionRequest request(RoutingContext context, RequestOptions options) {
    // Not as a parameter: for that, an empty body that the body handler has read is waited for.
    Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw ProblemException.badRequest("the body is empty: expected the bytes of an image");
    }
    return options.request(body.getBytes(), Arrival.of(context));
  }
}
