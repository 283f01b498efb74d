package dev.quantmask.server.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.serving.api.ServingException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@code /v2/repository}: the models, and what loads and unloads them, as Triton's clients do. */
@Path("/v2/repository")
@Consumes(MediaType.WILDCARD) // Triton's clients do not say
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RepositoryResource {
  private final RepositoryService service;
  private final ObjectMapper mapper;

  RepositoryResource(RepositoryService service, ObjectMapper mapper) {
    this.service = service;
    this.mapper = mapper;
  }

  @POST
  @Path("index")
  public List<RepositoryService.Entry> index(RoutingContext context) {
    JsonNode ready = body(context).path("ready");
    if (!ready.isMissingNode() && !ready.isBoolean()) {
      throw ProblemException.badRequest("ready: expected true or false");
    }
    return service.index("", ready.booleanValue());
  }

  @POST
  @Path("models/{name}/load")
  public Response load(@PathParam("name") String name, RoutingContext context)
      throws ServingException {
    service.load(name, parameters(context), context);
    return Response.ok().build();
  }

  @POST
  @Path("models/{name}/unload")
  public Response unload(@PathParam("name") String name, RoutingContext context)
      throws ServingException {
    service.unload(name, parameters(context), context);
    return Response.ok().build();
  }

  private Collection<String> parameters(RoutingContext context) {
    List<String> names = new ArrayList<>();
    body(context).path("parameters").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns the object in the body; an empty one without any. */
  private JsonNode body(RoutingContext context) {
    Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode json = mapper.readTree(body.getBytes());
      if (json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      throw JsonErrors.problem(e);
    }
    throw ProblemException.badRequest("the body: expected a JSON object, or nothing");
  }
}
