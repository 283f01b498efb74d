package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.detection.output.DetectionAnswer;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.request.Arrival;
import dev.quantmask.server.request.FunctionInput;
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
  public DetectionAnswer detect(JsonNode body) throws ImageException, ServingException {
    FunctionInput input = FunctionInput.of(body);
    RequestOptions options = input.options();
    return server.detect(
        options.request(input.image(), Arrival.of(request.getCurrent())),
        result -> DetectionAnswer.of(result, options.masks()));
  }
}
