package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import inference.ModelInferRequest;
import inference.ModelStreamInferResponse;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ModelStreamInfer}: {@code StreamSessionTest} has the rules. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
@Timeout(60)
class GrpcStreamIT {
  private static final MethodDescriptor<ModelInferRequest, ModelStreamInferResponse> METHOD =
      Grpc.method(
          MethodType.BIDI_STREAMING,
          Grpc.SERVICE + "ModelStreamInfer",
          ModelInferRequest.getDefaultInstance(),
          ModelStreamInferResponse.getDefaultInstance());

  @Inject DetectionServer server;
  private Grpc grpc;

  @BeforeEach
  void connect() {
    grpc = new Grpc();
    FakeLoader.STARTED.drainPermits();
    FakeLoader.MAY_FINISH.drainPermits();
  }

  @AfterEach
  void nothingIsHeld() throws Exception {
    FakeLoader.MAY_FINISH.release(100);
    grpc.close();
    Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    FakeLoader.MAY_FINISH.drainPermits(); // the next class may not
  }

  /** What has come, and how the call has ended. */
  private final class Call implements StreamObserver<ModelStreamInferResponse> {
    private final BlockingQueue<ModelStreamInferResponse> responses = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final StreamObserver<ModelInferRequest> requests;

    Call() {
      this(CallOptions.DEFAULT);
    }

    Call(CallOptions options) {
      requests = ClientCalls.asyncBidiStreamingCall(grpc.channel().newCall(METHOD, options), this);
    }

    void send(String id, byte[] image) {
      requests.onNext(Grpc.file(image).setId(id).build());
    }

    ModelStreamInferResponse next() throws InterruptedException {
      ModelStreamInferResponse response = responses.poll(20, TimeUnit.SECONDS);
      assertThat(response).isNotNull();
      return response;
    }

    Status end() throws Exception {
      return end.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void onNext(ModelStreamInferResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }
  }

  @Test
  void requestsAreAnsweredOneAfterTheOther() throws Exception {
    Call call = new Call();
    for (String id : List.of("a", "b", "c")) {
      call.send(id, TestImages.png());
      ModelStreamInferResponse response = call.next();
      assertThat(response.getErrorMessage()).isEmpty();
      assertThat(response.getInferResponse().getId()).isEqualTo(id);
      assertThat(response.getInferResponse().getRawOutputContentsCount()).isEqualTo(4);
    }
    call.requests.onCompleted();
    assertThat(call.end().isOk()).isTrue();
    assertThat(call.responses).isEmpty();
  }

  @Test
  void theNewestCountsAndWhatIsDroppedIsTold() throws Exception {
    Call call = new Call();
    call.send("first", TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 4));
    FakeLoader.STARTED.acquire();
    call.send("dropped", TestImages.png());
    call.send("newest", TestImages.png());
    call.requests.onCompleted();
    ModelStreamInferResponse dropped = call.next();
    assertThat(dropped.getInferResponse().getId()).isEqualTo("dropped");
    assertThat(dropped.getErrorMessage()).startsWith("dropped: a newer request has come");
    FakeLoader.MAY_FINISH.release();
    assertThat(call.next().getInferResponse().getId()).isEqualTo("first");
    ModelStreamInferResponse newest = call.next();
    assertThat(newest.getInferResponse().getId()).isEqualTo("newest");
    assertThat(newest.getErrorMessage()).isEmpty();
    assertThat(call.end().isOk()).isTrue();
  }

  @Test
  void aMistakeDoesNotEndTheStream() throws Exception {
    Call call = new Call();
    call.send("broken", new byte[9]);
    ModelStreamInferResponse broken = call.next();
    assertThat(broken.getErrorMessage()).isNotEmpty();
    assertThat(broken.getInferResponse().getId()).isEqualTo("broken");
    call.requests.onNext(Grpc.file(TestImages.png()).setModelName("no").build());
    assertThat(call.next().getErrorMessage()).startsWith("model");
    call.requests.onNext(ModelInferRequest.getDefaultInstance());
    assertThat(call.next().getErrorMessage()).startsWith("inputs: expected one tensor");
    call.send("good", TestImages.png());
    assertThat(call.next().getErrorMessage()).isEmpty();
    call.requests.onCompleted();
    assertThat(call.end().isOk()).isTrue();
  }

  @Test
  void aMessageThatIsTooLargeEndsTheStream() throws Exception {
    Call call = new Call();
    call.send("large", new byte[64 << 10]);
    Status end = call.end();
    assertThat(end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(end.getDescription())
        .isEqualTo("the message is too large: expected at most 65536 bytes");
  }

  @Test
  void thereIsALimitAndStreamsThatEndMakeRoom() throws Exception {
    Call first = new Call();
    first.send("1", TestImages.png());
    first.next();
    Call second = new Call();
    second.send("2", TestImages.png());
    second.next();
    Status refused = new Call().end();
    assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(refused.getDescription()).isEqualTo("2 streams are open already; retry later");
    first.requests.onCompleted();
    assertThat(first.end().isOk()).isTrue();
    ((ClientCallStreamObserver<ModelInferRequest>) second.requests).cancel("enough", null);
    for (int i = 0; ; i++) {
      Call next = new Call();
      next.send("3", TestImages.png());
      next.requests.onCompleted();
      if (next.end().isOk()) {
        assertThat(next.next().getErrorMessage()).isEmpty();
        break;
      }
      assertThat(i).isLessThan(200);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void theDeadlineOfTheCallHolds() throws Exception {
    Call call = new Call(CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS));
    call.send("late", TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 4));
    assertThat(call.end().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }
}
