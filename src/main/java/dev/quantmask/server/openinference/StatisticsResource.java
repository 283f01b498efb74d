package dev.quantmask.server.openinference;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code /v2/models/stats}: what all models have done. No model may have this name. */
@Path("/v2/models/stats")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // looks at files
public class StatisticsResource {
  private final InferenceService service;

  StatisticsResource(InferenceService service) {
    this.service = service;
  }

  /** Those of one model, or of all. */
  public record Statistics(@JsonProperty("model_stats") List<ModelStatistics> models) {}

  @GET
  public Statistics statistics() {
    return new Statistics(service.statistics());
  }
}
