package dev.quantmask.server.problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What the resources throw, as a problem. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private final CurrentVertxRequest request;

  ProblemMapper(CurrentVertxRequest request) {
    this.request = request;
  }

  @Override
  public Response toResponse(Throwable failure) {
    Problem problem = ProblemMapping.of(failure);
    ProblemSerializer body = ProblemSerializer.of(problem, request.getCurrent().request().path());
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .header("Content-Type", body.mediaType())
            .entity(body.json());
    problem.headers().forEach(response::header);
    return response.build();
  }
}
