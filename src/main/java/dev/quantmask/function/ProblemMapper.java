package dev.quantmask.function;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What the raw door throws, as a problem. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  @Override
  public Response toResponse(Throwable failure) {
    Problem problem = Problems.of(failure);
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .header("Content-Type", Problem.MEDIA_TYPE)
            .entity(problem.json());
    problem.headers().forEach(response::header);
    return response.build();
  }
}
