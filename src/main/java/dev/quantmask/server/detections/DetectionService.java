package dev.quantmask.server.detections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Finds what is in images, for every endpoint and for the function on Lambda, which has no
 * endpoint: the same options, limits and answers.
 *
 * <p>What is wrong with a request is a {@link ProblemException}.
 */
@Singleton
public class DetectionService {
  private final DetectionServer server;
  private final ServerSettings settings;
  private final ObjectMapper mapper;

  DetectionService(DetectionServer server, ServerSettings settings, ObjectMapper mapper) {
    this.server = server;
    this.settings = settings;
    this.mapper = mapper;
  }

  /** Parses a body as JSON. */
  public JsonNode parse(byte[] json) {
    return JsonErrors.parse(mapper, json);
  }

  public byte[] json(DetectionResponse answer) throws IOException {
    return mapper.writeValueAsBytes(answer);
  }

  /** Reads the body of {@code POST /detect}. */
  public DetectRequest function(JsonNode body) {
    DetectRequest request = DetectRequest.of(body);
    checkSize(request.image().length);
    return request;
  }

  /**
   * Refuses an image that is too large; it is called before the image is fetched.
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
   * Returns the time in which a request is to be answered.
   *
   * @param header X-Request-Timeout-Ms, or null
   * @param most that there is
   */
  public Duration timeout(String header, Duration most) {
    Duration timeout = RequestTimeout.of(header, settings.timeout());
    return timeout.compareTo(most) < 0 ? timeout : most;
  }

  /**
   * Detects in an image that has not been admitted, for a client that waits as long as it takes.
   */
  public DetectionResponse detect(DetectRequest request, Deadline deadline)
      throws ImageException, ServingException {
    return detect(request, new RequestContext(deadline, Client.PATIENT, null));
  }

  public DetectionResponse detect(DetectRequest request, RequestContext context)
      throws ImageException, ServingException {
    return detect(request, context, UnaryOperator.identity());
  }

  private DetectionResponse detect(
      DetectRequest request, RequestContext context, UnaryOperator<DetectionResult> then)
      throws ImageException, ServingException {
    RequestOptions options = request.options();
    return server.detect(
        options.request(request.source(), context),
        result -> DetectionResponse.of(then.apply(result), options.masks(), options.map(result)));
  }

  /**
   * Detects in one image of several, whose problem is an answer, too.
   *
   * @param image throws what is wrong with it
   * @throws ClientDisconnectedException when nobody waits for this, nor for the others
   */
  public BatchItemResponse item(Supplier<DetectRequest> image, RequestContext context)
      throws ClientDisconnectedException {
    return item(image, context, UnaryOperator.identity());
  }

  /**
   * The same of a frame of a stream.
   *
   * @param then is done with what was found before it is answered
   */
  public BatchItemResponse item(
      Supplier<DetectRequest> image, RequestContext context, UnaryOperator<DetectionResult> then)
      throws ClientDisconnectedException {
    try {
      return new BatchItemResponse.Found(200, detect(image.get(), context, then));
    } catch (ClientDisconnectedException e) {
      throw e;
    } catch (ImageException | ServingException | RuntimeException e) {
      return new BatchItemResponse.Refused(ProblemMapping.of(e));
    }
  }
}
