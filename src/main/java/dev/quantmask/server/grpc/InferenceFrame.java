package dev.quantmask.server.grpc;

import com.google.protobuf.MessageLite;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.streaming.FrameEnd;
import dev.quantmask.server.streaming.StreamFrame;
import dev.quantmask.server.streaming.StreamResponse;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.ServingException;
import inference.ModelInferResponse;
import inference.ModelStreamInferResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * A request of a stream. Each gets one response, whose {@code id} is its own: one that is dropped
 * gets an error, because a client of Triton waits for it.
 */
final class InferenceFrame implements StreamFrame<MessageLite> {
  private static final String DROPPED =
      "dropped: a newer request has come while one was in work, or the stream has ended";

  private final Vertx vertx;
  private final String id;
  private final Callable<ModelInferResponse> work;
  private final Consumer<MessageLite> whenDropped;
  private final Optional<BodyMemoryPermit> permit;
  private boolean begun;

  /**
   * @param id of the request; null when it has none, or cannot be read
   * @param work blocks, and throws what is a problem at the other endpoints
   * @param whenDropped is given the response
   */
  private InferenceFrame(
      Vertx vertx,
      String id,
      Callable<ModelInferResponse> work,
      Consumer<MessageLite> whenDropped,
      Optional<BodyMemoryPermit> permit) {
    this.vertx = vertx;
    this.id = id;
    this.work = work;
    this.whenDropped = whenDropped;
    this.permit = permit;
  }

  /** A request that is not let in keeps its turn in the order, and is told why. */
  static InferenceFrame of(
      byte[] message,
      Vertx vertx,
      DetectionServer server,
      InferenceMethods.Infer infer,
      Consumer<MessageLite> whenDropped) {
    try {
      InferRequestReader.Call call = InferRequestReader.read(message);
      BodyMemoryPermit permit = server.admitBody(message.length);
      permit.giveUpTurn(); // it waits in its stream first, and a newer one may take its turn there
      return new InferenceFrame(
          vertx, call.request().id(), () -> infer.of(call), whenDropped, Optional.of(permit));
    } catch (ProblemException | ServingException e) {
      return new InferenceFrame(
          vertx,
          null,
          () -> {
            throw e;
          },
          whenDropped,
          Optional.empty());
    }
  }

  @Override
  public Future<StreamResponse<MessageLite>> answer(long frame, List<Long> dropped) {
    begun = true;
    return vertx
        .executeBlocking(work, false)
        .map(
            found ->
                new StreamResponse<MessageLite>(
                    ModelStreamInferResponse.newBuilder().setInferResponse(found).build(),
                    FrameEnd.ANSWERED))
        .otherwise(
            failure ->
                new StreamResponse<>(error(ProblemMapping.of(failure).detail()), FrameEnd.REFUSED));
  }

  private MessageLite error(String message) {
    ModelInferResponse.Builder response = ModelInferResponse.newBuilder();
    if (id != null) {
      response.setId(id);
    }
    return ModelStreamInferResponse.newBuilder()
        .setErrorMessage(message)
        .setInferResponse(response)
        .build();
  }

  @Override
  public void free() {
    permit.ifPresent(BodyMemoryPermit::close);
    if (!begun) {
      whenDropped.accept(error(DROPPED));
    }
  }
}
