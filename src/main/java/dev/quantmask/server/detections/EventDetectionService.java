package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/**
 * Images that come by another way than the HTTP server, with the same options, limits and answers.
 *
 * <p>What is wrong with a request is a {@link ProblemException}.
 */
@Singleton
public class EventDetectionService {
  private final DetectionServer server;
  private final ServerSettings settings;
  private final ObjectMapper mapper;

  EventDetectionService(DetectionServer server, ServerSettings settings, ObjectMapper mapper) {
    this.server = server;
    this.settings = settings;
    this.mapper = mapper;
  }

  /** Any JSON. */
  public JsonNode parse(byte[] json) {
    return JsonErrors.parse(mapper, json);
  }

  public byte[] json(DetectionResponse answer) throws IOException {
    return mapper.writeValueAsBytes(answer);
  }

  /** The body of {@code POST /detect}. */
  public DetectionCall function(JsonNode body) {
    return checked(new DetectionCall(DetectRequest.of(body)));
  }

  /** An image, with the default options. */
  public DetectionCall image(byte[] image) {
    return checked(
        new DetectionCall(
            new DetectRequest(image, RequestOptions.of(null, null, null, null, null))));
  }

  private DetectionCall checked(DetectionCall call) {
    checkSize(call.image().length);
    return call;
  }

  /**
   * Before an image is fetched.
   *
   * @param bytes of the image
   */
  public void checkSize(long bytes) {
    if (bytes > settings.maxBody()) {
      throw new ProblemException(
          413,
          Text.format(
              "the image is too large: expected at most %d bytes, found %d",
              settings.maxBody(), bytes));
    }
  }

  /**
   * The time until a request is answered.
   *
   * @param header X-Request-Timeout-Ms, or null
   * @param most that there is
   */
  public Duration timeout(String header, Duration most) {
    Duration timeout = RequestTimeout.of(header, settings.timeout());
    return timeout.compareTo(most) < 0 ? timeout : most;
  }

  public DetectionResponse answer(DetectionCall call, Deadline deadline)
      throws ImageException, ServingException {
    DetectRequest input = call.input();
    RequestOptions options = input.options();
    return server.detect(
        options.request(input.image(), new RequestContext(deadline, Client.PATIENT, null)),
        result -> DetectionResponse.of(result, options.masks()));
  }
}
