package dev.quantmask.server.models;

import dev.quantmask.serving.DetectionServer;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code GET /v1/models}: what can be asked for, and where it stands. */
@Path("/v1/models")
@Blocking // looks at files
public class ModelsResource {
  private final DetectionServer server;

  ModelsResource(DetectionServer server) {
    this.server = server;
  }

  /** An object rather than an array, so that it can grow. */
  public record ModelList(List<ModelEntry> models) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public ModelList models() {
    return new ModelList(server.models().stream().map(ModelEntry::of).toList());
  }
}
