package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.serving.api.ServingException;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;

/** {@code POST /detect}: JSON in, JSON out; Funqy calls it on a worker thread. */
public class DetectFunction {
  private final DetectionService service;
  private final CurrentVertxRequest request;

  @Inject
  DetectFunction(DetectionService service, CurrentVertxRequest request) {
    this.service = service;
    this.request = request;
  }

  @Funq("detect")
  public DetectionResponse detect(JsonNode body) throws ImageException, ServingException {
    return service.detect(DetectRequest.of(body), RequestContext.of(request.getCurrent()));
  }
}
