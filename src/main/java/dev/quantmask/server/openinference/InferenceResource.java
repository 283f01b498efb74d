package dev.quantmask.server.openinference;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.Detections;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.serving.api.ServingException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;

/**
 * {@code /v2/models/NAME}: a model as the Open Inference Protocol has it, with or without its one
 * version.
 */
@Path("/v2/models/{name}")
@Consumes(MediaType.WILDCARD) // the admission filter has checked it
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class InferenceResource {
  /** Bytes of the body that are JSON, in request and answer; the rest are tensors. */
  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private final InferenceService service;
  private final ObjectMapper mapper;
  private final InferenceRequestReader reader;

  InferenceResource(InferenceService service, ObjectMapper mapper) {
    this.service = service;
    this.mapper = mapper;
    this.reader = new InferenceRequestReader(tensorMapper(mapper));
  }

  /** Pixels are a token each, and are not read as a tree. */
  private static ObjectMapper tensorMapper(ObjectMapper mapper) {
    ObjectMapper tensors = mapper.copy();
    tensors
        .getFactory()
        .setStreamReadConstraints(
            mapper
                .getFactory()
                .streamReadConstraints()
                .rebuild()
                .maxTokenCount(Long.MAX_VALUE)
                .build());
    return tensors;
  }

  /** Tells whether a model can be used. */
  public record ModelReady(String name, boolean ready) {}

  @GET
  public ModelMetadata metadata(@PathParam("name") String name) throws ServingException {
    return service.metadata(name);
  }

  @GET
  @Path("versions/{version}")
  public ModelMetadata metadata(
      @PathParam("name") String name, @PathParam("version") String version)
      throws ServingException {
    InferenceService.requireVersion(version);
    return metadata(name);
  }

  /**
   * The protocol wants 4xx of one that is not. A model that is not loaded yet is loaded at need.
   */
  @GET
  @Path("ready")
  public Response ready(@PathParam("name") String name) throws ServingException {
    boolean ready = service.isReady(name);
    return Response.status(ready ? 200 : 400).entity(new ModelReady(name, ready)).build();
  }

  @GET
  @Path("versions/{version}/ready")
  public Response ready(@PathParam("name") String name, @PathParam("version") String version)
      throws ServingException {
    InferenceService.requireVersion(version);
    return ready(name);
  }

  @POST
  @Path("infer")
  @Produces(MediaType.WILDCARD) // as the request asks for its outputs
  public Response infer(@PathParam("name") String name, RoutingContext context)
      throws ImageException, ServingException {
    service.requireModel(name);
    InferenceRequest request = read(context);
    List<Detections> found = service.infer(name, request, RequestContext.of(context));
    return response(InferenceResponse.of(name, request, found, mapper));
  }

  @POST
  @Path("versions/{version}/infer")
  @Produces(MediaType.WILDCARD)
  public Response infer(
      @PathParam("name") String name, @PathParam("version") String version, RoutingContext context)
      throws ImageException, ServingException {
    InferenceService.requireVersion(version);
    return infer(name, context);
  }

  private InferenceRequest read(RoutingContext context) {
    Buffer body = context.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    try {
      return reader.read(bytes, jsonLength(context.request().getHeader(JSON_LENGTH), bytes.length));
    } catch (IOException e) {
      throw JsonErrors.problem(e);
    }
  }

  private static int jsonLength(String header, int all) {
    try {
      return header == null ? all : Integer.parseInt(header);
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest(
          "%s: expected a whole number, found \"%s\"", JSON_LENGTH, TextExcerpt.of(header));
    }
  }

  private static Response response(InferenceResponse answer) {
    Response.ResponseBuilder response = Response.ok(answer.body());
    return answer.hasBinary()
        ? response
            .type(MediaType.APPLICATION_OCTET_STREAM)
            .header(JSON_LENGTH, answer.jsonLength())
            .build()
        : response.type(MediaType.APPLICATION_JSON).build();
  }
}
