package dev.quantmask.server.grpc;

import dev.quantmask.server.problem.GrpcStatus;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.RequestPipeline;
import io.quarkus.arc.All;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Serves the methods of gRPC as paths of HTTP/2, which they are: behind the filters, whose limits,
 * keys, deadlines and metrics hold here too. What fails is answered where all failures are.
 */
@Singleton
final class GrpcEndpoint {
  private final List<GrpcMethods> services;

  /**
   * @param services every bean that is one
   */
  GrpcEndpoint(@All List<GrpcMethods> services) {
    this.services = services;
  }

  void install(@Observes Router router) {
    for (GrpcMethods service : services) {
      for (GrpcMethod method : service.all()) {
        router
            .post(method.path())
            .order(RequestPipeline.AFTER_THE_BODY)
            .handler(context -> serve(context, method));
      }
    }
  }

  private static void serve(RoutingContext context, GrpcMethod method) {
    requireCall(context);
    context
        .vertx()
        .executeBlocking(() -> Messages.framed(method.answer().of(context)), false)
        .onSuccess(message -> answer(context, message))
        .onFailure(context::fail);
  }

  /**
   * @throws ProblemException when a request is not a call of gRPC
   */
  static void requireCall(RoutingContext context) {
    if (!GrpcStatus.isCall(context.request())) {
      throw new ProblemException(415, "expected a call of gRPC: application/grpc, on HTTP/2");
    }
  }

  /** Begins to answer. */
  static HttpServerResponse head(RoutingContext context) {
    return context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, GrpcStatus.MEDIA_TYPE)
        .putHeader(MessageEncoding.ACCEPTED, MessageEncoding.NAMES);
  }

  private static void answer(RoutingContext context, Buffer message) {
    HttpServerResponse response = context.response();
    if (!response.closed()) {
      head(context);
      GrpcStatus.putSuccess(response.trailers());
      response.end(message);
    }
  }
}
