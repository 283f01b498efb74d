package dev.quantmask.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.detection.DetectionAnswer;
import dev.quantmask.detection.DetectionService;
import dev.quantmask.detection.ModelUnavailableException;
import dev.quantmask.detection.OverloadedException;
import dev.quantmask.image.ImageException;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;

/** {@code POST /detect}: JSON in, JSON out; Funqy calls it on a worker thread. */
public class DetectFunction {
  private final DetectionService service;

  @Inject
  DetectFunction(DetectionService service) {
    this.service = service;
  }

  @Funq("detect")
  public DetectionAnswer detect(JsonNode body)
      throws ImageException, ModelUnavailableException, OverloadedException {
    FunctionInput input = FunctionInput.of(body);
    RequestOptions options = input.options();
    return DetectionAnswer.of(service.detect(input.image(), options.detection()), options.masks());
  }
}
