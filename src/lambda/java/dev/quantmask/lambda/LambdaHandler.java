package dev.quantmask.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.serving.api.ServingException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The one handler: every event comes in here. Of bytes and not of objects, so that what is not JSON
 * is a problem as everywhere, and an answer's size is known before Lambda sees it.
 */
public class LambdaHandler implements RequestStreamHandler {
  private static final byte[] WARM = "{\"warm\":true}".getBytes(UTF_8);

  private final DetectionService service;
  private final HttpEvents http;
  private final FrameEvents frames;

  @Inject
  LambdaHandler(DetectionService service, HttpEvents http, FrameEvents frames) {
    this.service = service;
    this.http = http;
    this.frames = frames;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    TimeBudget time = TimeBudget.of(context);
    output.write(answer(input.readAllBytes(), time));
  }

  private byte[] answer(byte[] bytes, TimeBudget time) throws IOException {
    try {
      JsonNode event = service.parse(bytes);
      return switch (EventKind.of(event)) {
        case FUNCTION -> function(event, time);
        case HTTP -> http.answer(event, time);
        case FRAMES -> frames.answer(event, time);
        case WARM_UP -> WARM;
      };
    } catch (InvocationException e) {
      throw e;
    } catch (ImageException | ServingException | RuntimeException e) {
      throw InvocationException.of(ProblemMapping.of(e));
    }
  }

  private byte[] function(JsonNode event, TimeBudget time)
      throws ImageException, ServingException, IOException {
    return AnswerLimit.checked(
        service.json(
            service.detect(
                service.function(event), time.deadline(service.timeout(null, time.remaining())))));
  }
}
