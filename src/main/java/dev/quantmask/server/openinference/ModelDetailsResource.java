package dev.quantmask.server.openinference;

import dev.quantmask.serving.api.ServingException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code /v2/models/NAME}: what Triton tells of a model beside the Open Inference Protocol. */
@Path("/v2/models/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // looks at files
public class ModelDetailsResource {
  private final InferenceService service;

  ModelDetailsResource(InferenceService service) {
    this.service = service;
  }

  @GET
  @Path("stats")
  public StatisticsResource.Statistics statistics(@PathParam("name") String name)
      throws ServingException {
    return new StatisticsResource.Statistics(List.of(service.statistics(name)));
  }

  @GET
  @Path("versions/{version}/stats")
  public StatisticsResource.Statistics statistics(
      @PathParam("name") String name, @PathParam("version") String version)
      throws ServingException {
    InferenceService.requireVersion(version);
    return statistics(name);
  }

  @GET
  @Path("config")
  public ModelConfiguration configuration(@PathParam("name") String name) throws ServingException {
    return service.configuration(name);
  }

  @GET
  @Path("versions/{version}/config")
  public ModelConfiguration configuration(
      @PathParam("name") String name, @PathParam("version") String version)
      throws ServingException {
    InferenceService.requireVersion(version);
    return configuration(name);
  }
}
