package dev.quantmask.server.openinference;

import dev.quantmask.io.ProgramVersion;
import dev.quantmask.server.models.ServiceReadiness;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /v2}: the service as the Open Inference Protocol has it. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // readiness looks at files
public class InferenceServerResource {
  private static final List<String> EXTENSIONS =
      List.of("binary_tensor_data", "model_configuration", "model_repository", "statistics");

  private final ServiceReadiness readiness;
  private final ServerMetadata metadata;

  InferenceServerResource(ServiceReadiness readiness) {
    this.readiness = readiness;
    this.metadata = ServerMetadata.ofThisBuild();
  }

  /** Says what answers here, and what of the protocol's extensions it has. */
  public record ServerMetadata(String name, String version, List<String> extensions) {
    public static ServerMetadata ofThisBuild() {
      return new ServerMetadata("quantmask", ProgramVersion.ofThisBuild().full(), EXTENSIONS);
    }
  }

  /** Tells whether the process can be used at all. */
  public record ServerLive(boolean live) {}

  /** Tells whether it can be used now. */
  public record ServerReady(boolean ready) {}

  @GET
  public ServerMetadata metadata() {
    return metadata;
  }

  @GET
  @Path("health/live")
  public ServerLive live() {
    return new ServerLive(true);
  }

  /** Answers as {@code /q/health/ready}; the protocol wants 4xx of one that is not. */
  @GET
  @Path("health/ready")
  public Response ready() {
    boolean ready = readiness.isReady();
    return Response.status(ready ? 200 : 400).entity(new ServerReady(ready)).build();
  }
}
