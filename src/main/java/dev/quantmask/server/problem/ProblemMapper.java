package dev.quantmask.server.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quantmask.serving.api.Outcome;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/** Maps what the resources throw to a problem. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private final CurrentVertxRequest request;

  ProblemMapper(CurrentVertxRequest request) {
    this.request = request;
  }

  @Override
  public Response toResponse(Throwable failure) {
    HttpServerRequest asked = request.getCurrent().request();
    if (asked.response().closed() || isOfTheConnection(failure)) {
      return Response.status(Outcome.CLIENT_DISCONNECTED.status()).build();
    }
    Problem problem = ProblemMapping.of(failure);
    ProblemSerializer body = ProblemSerializer.of(problem, asked.path());
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .header("Content-Type", body.mediaType())
            .entity(body.json());
    problem.headers().forEach(response::header);
    return response.build();
  }

  /** Resources read and write nothing else; what Jackson cannot write is their own error. */
  private static boolean isOfTheConnection(Throwable failure) {
    return failure instanceof IOException && !(failure instanceof JsonProcessingException);
  }
}
