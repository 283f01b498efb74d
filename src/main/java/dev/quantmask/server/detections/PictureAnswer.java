package dev.quantmask.server.detections;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quantmask.detection.output.DetectionAnswer;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.Problems;
import dev.quantmask.server.request.Arrival;
import dev.quantmask.server.request.FunctionInput;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.ServingException;
import java.util.function.Supplier;

/** The answer to one picture of several, with the status that it would have had alone. */
public sealed interface PictureAnswer {
  /** What was found. */
  record Found(int status, @JsonUnwrapped DetectionAnswer answer) implements PictureAnswer {}

  /** Why nothing was looked for; a problem has its status. */
  record Refused(@JsonUnwrapped Problem problem) implements PictureAnswer {}

  /**
   * Looks for what is in the picture.
   *
   * @param picture throws what is wrong with it
   * @throws ClientDisconnectedException when nobody waits for this, nor for the others
   */
  static PictureAnswer of(Supplier<FunctionInput> picture, Arrival arrival, DetectionServer server)
      throws ClientDisconnectedException {
    try {
      FunctionInput input = picture.get();
      RequestOptions options = input.options();
      return server.detect(
          options.request(input.image(), arrival),
          result -> new Found(200, DetectionAnswer.of(result, options.masks())));
    } catch (ClientDisconnectedException e) {
      throw e;
    } catch (ImageException | ServingException | RuntimeException e) {
      return new Refused(Problems.of(e));
    }
  }
}
