package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ServingException;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;

/** {@code POST /detect}: JSON in, JSON out; Funqy calls it on a worker thread. */
public class DetectFunction {
  private final DetectionServer server;
  private final CurrentVertxRequest request;

  @Inject
  DetectFunction(DetectionServer server, CurrentVertxRequest request) {
    this.server = server;
    this.request = request;
  }

  @Funq("detect")
  public DetectionResponse detect(JsonNode body) throws ImageException, ServingException {
    DetectRequest input = DetectRequest.of(body);
    RequestOptions options = input.options();
    return server.detect(
        options.request(input.image(), RequestContext.of(request.getCurrent())),
        result -> DetectionResponse.of(result, options.masks()));
  }
}
