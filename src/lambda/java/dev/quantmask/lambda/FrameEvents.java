package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Frames that have arrived in a bucket: the detections of each are written beside it.
 *
 * <p>One that fails does not keep the others from it; then the whole invocation has failed, Lambda
 * repeats it, and hands the event to its failure destination at last. What is written twice is the
 * same.
 */
@Singleton
final class FrameEvents {
  private static final Logger LOG = Logger.getLogger(FrameEvents.class);

  private final DetectionService service;
  private final FrameStore store;
  private final ObjectMapper mapper;
  private final String suffix;

  FrameEvents(
      DetectionService service,
      FrameStore store,
      ObjectMapper mapper,
      LambdaConfiguration configuration) {
    this.service = service;
    this.store = store;
    this.mapper = mapper;
    this.suffix = suffix(configuration);
  }

  /** An empty value of the environment is none, as of every key with a default. */
  static String suffix(LambdaConfiguration configuration) {
    return configuration.detectionsSuffix().filter(text -> !text.isBlank()).orElse(".json");
  }

  /**
   * The result of the invocation says what was done.
   *
   * @param skipped detections, which start this function too where a trigger has no suffix
   */
  private record Done(List<String> written, List<String> skipped) {}

  byte[] answer(JsonNode event, TimeBudget time) throws IOException {
    Done done = new Done(new ArrayList<>(), new ArrayList<>());
    List<String> failures = new ArrayList<>();
    List<Frame> frames = Frame.of(event);
    for (Frame frame : frames) {
      if (frame.key().endsWith(suffix)) {
        LOG.warnf("%s: skipped, as it ends as detections do", frame);
        done.skipped().add(frame.toString());
        continue;
      }
      try {
        done.written().add(detect(frame, time));
      } catch (SdkException e) {
        failures.add(frame + ": " + e.getMessage());
      } catch (ImageException | ServingException | IOException | RuntimeException e) {
        failures.add(frame + ": " + ProblemMapping.of(e).detail());
      }
    }
    if (!failures.isEmpty()) {
      throw new InvocationException(
          Text.format(
              "%d of %d frames failed: %s",
              failures.size(), frames.size(), String.join("; ", failures)));
    }
    return mapper.writeValueAsBytes(done);
  }

  /** Returns where the detections are. */
  private String detect(Frame frame, TimeBudget time)
      throws ImageException, ServingException, IOException {
    service.checkSize(frame.bytes());
    byte[] image = store.read(frame, time.remaining());
    DetectRequest request = new DetectRequest(image, RequestOptions.DEFAULT);
    Deadline deadline = time.deadline(service.timeout(null, time.remaining()));
    byte[] json = service.json(service.detect(request, deadline));
    Frame detections = new Frame(frame.bucket(), frame.key() + suffix, json.length);
    store.write(detections.bucket(), detections.key(), json, time.remaining());
    return detections.toString();
  }
}
