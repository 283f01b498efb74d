package dev.quantmask.server.streaming;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.server.detections.BatchItemResponse;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.EndpointScope;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.ServingException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A frame of a stream that wants to know what is in it. */
final class DetectionFrame implements StreamFrame<String> {
  private final Stream stream;
  private final Supplier<DetectRequest> request;
  private final RequestContext arrival;
  private final Optional<BodyMemoryPermit> permit;

  /**
   * Holds what the frames of a session have in common.
   *
   * @param tracking empty where objects are not followed
   */
  record Stream(
      Vertx vertx,
      DetectionServer server,
      DetectionService service,
      ObjectMapper mapper,
      Optional<StreamTracking> tracking) {
    DetectionResult tracked(long frame, DetectionResult result) {
      return tracking.map(objects -> objects.update(frame, result)).orElse(result);
    }
  }

  private DetectionFrame(
      Stream stream,
      Supplier<DetectRequest> request,
      RequestContext arrival,
      Optional<BodyMemoryPermit> permit) {
    this.stream = stream;
    this.request = request;
    this.arrival = arrival;
    this.permit = permit;
  }

  /** A frame that is not let in keeps its turn in the order, and is told why. */
  static DetectionFrame of(Stream stream, DetectRequest request, RequestContext arrival) {
    try {
      BodyMemoryPermit permit = stream.server.admitBody(request.image().length);
      permit.giveUpTurn(); // it waits in its stream first, and a newer one may take its turn there
      return new DetectionFrame(stream, () -> request, arrival, Optional.of(permit));
    } catch (ServingException e) {
      ProblemException refused = new ProblemException(ProblemMapping.of(e));
      return new DetectionFrame(
          stream,
          () -> {
            throw refused;
          },
          arrival,
          Optional.empty());
    }
  }

  /** Is what is sent: an answer or a problem, and which frame it belongs to. */
  record Answer(
      long frame,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> dropped,
      @JsonUnwrapped BatchItemResponse answer) {}

  @Override
  public Future<StreamResponse<String>> answer(long id, List<Long> dropped) {
    return stream
        .vertx
        .executeBlocking(() -> sent(new Answer(id, dropped, detect(id))), false)
        .otherwise(failure -> sent(new Answer(id, dropped, refused(failure))));
  }

  private static BatchItemResponse refused(Throwable failure) {
    return new BatchItemResponse.Refused(ProblemMapping.of(failure));
  }

  private StreamResponse<String> sent(Answer answer) {
    boolean found = answer.answer() instanceof BatchItemResponse.Found;
    return new StreamResponse<>(json(answer), found ? FrameEnd.ANSWERED : FrameEnd.REFUSED);
  }

  private BatchItemResponse detect(long id) throws ClientDisconnectedException {
    try (EndpointScope scope = EndpointScope.enter(DetectionEndpoint.STREAM)) {
      return stream.service.item(request, arrival, result -> stream.tracked(id, result));
    }
  }

  private String json(Answer answer) {
    try {
      return stream.mapper.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the answer cannot be written", e);
    }
  }

  @Override
  public void free() {
    permit.ifPresent(BodyMemoryPermit::close);
  }
}
