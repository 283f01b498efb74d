package dev.quantmask.server.detections;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.ServingException;
import java.util.function.Supplier;

/** The answer to one image of several, with the status that it would have had alone. */
public sealed interface BatchItemResponse {
  /** What was found. */
  record Found(int status, @JsonUnwrapped DetectionResponse answer) implements BatchItemResponse {}

  /** Why nothing was looked for; a problem has its status. */
  record Refused(@JsonUnwrapped Problem problem) implements BatchItemResponse {}

  /**
   * Looks for what is in the image.
   *
   * @param image throws what is wrong with it
   * @throws ClientDisconnectedException when nobody waits for this, nor for the others
   */
  static BatchItemResponse of(
      Supplier<DetectRequest> image, RequestContext arrival, DetectionServer server)
      throws ClientDisconnectedException {
    try {
      DetectRequest input = image.get();
      RequestOptions options = input.options();
      return server.detect(
          options.request(input.image(), arrival),
          result -> new Found(200, DetectionResponse.of(result, options.masks())));
    } catch (ClientDisconnectedException e) {
      throw e;
    } catch (ImageException | ServingException | RuntimeException e) {
      return new Refused(ProblemMapping.of(e));
    }
  }
}
