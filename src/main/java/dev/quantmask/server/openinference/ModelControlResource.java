package dev.quantmask.server.openinference;

import dev.quantmask.serving.api.ServingException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /v2/models/NAME/load} and {@code unload}: as under {@code /v2/repository}. */
@Path("/v2/models/{name}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ModelControlResource {
  private final RepositoryResource repository;

  ModelControlResource(RepositoryResource repository) {
    this.repository = repository;
  }

  @POST
  @Path("load")
  public Response load(@PathParam("name") String name, RoutingContext context)
      throws ServingException {
    return repository.load(name, context);
  }

  @POST
  @Path("unload")
  public Response unload(@PathParam("name") String name, RoutingContext context)
      throws ServingException {
    return repository.unload(name, context);
  }
}
