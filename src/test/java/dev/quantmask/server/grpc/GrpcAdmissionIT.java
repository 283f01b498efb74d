package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.RetryInfo;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too many calls, late ones, and cancelled ones: one worker, and two that wait. */
@QuarkusTest
@TestProfile(Profiles.Crowded.class)
@Timeout(60)
class GrpcAdmissionIT {
  private static final ModelInferRequest SLOW =
      Grpc.file(TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 4)).build();

  @Inject DetectionServer server;
  private Grpc grpc;

  @BeforeEach
  void reset() {
    grpc = new Grpc();
    FakeLoader.STARTED.drainPermits();
    FakeLoader.MAY_FINISH.drainPermits();
  }

  @AfterEach
  void nothingIsHeldAndTheNextRequestWorks() throws Exception {
    FakeLoader.MAY_FINISH.release(100);
    Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    assertThat(server.load().pixels()).isZero();
    assertThat(grpc.call(Grpc.INFER, Grpc.file(TestImages.png()).build()).getOutputsCount())
        .isEqualTo(4);
    grpc.close();
  }

  private Future<ModelInferResponse> slow() {
    return ClientCalls.futureUnaryCall(
        grpc.channel().newCall(Grpc.INFER, CallOptions.DEFAULT), SLOW);
  }

  private Future<ModelInferResponse> running() throws Exception {
    Future<ModelInferResponse> running = slow();
    FakeLoader.STARTED.acquire();
    return running;
  }

  @Test
  void beyondTheQueueIsRefusedWithTheTimeToWait() throws Exception {
    List<Future<ModelInferResponse>> answers = new ArrayList<>();
    answers.add(running());
    answers.add(slow());
    answers.add(slow());
    Http.awaitUntil(() -> server.load().waiting() == 2);
    assertThatThrownBy(() -> grpc.call(Grpc.INFER, SLOW))
        .hasMessage("RESOURCE_EXHAUSTED: the request queue is full (at most 2 wait); retry later")
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              try {
                RetryInfo retry =
                    StatusProto.fromThrowable(e).getDetails(0).unpack(RetryInfo.class);
                assertThat(retry.getRetryDelay().getSeconds()).isBetween(1L, 60L);
              } catch (Exception broken) {
                throw new AssertionError(broken);
              }
            });
    FakeLoader.MAY_FINISH.release(3);
    for (Future<ModelInferResponse> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(4);
    }
  }

  @Test
  void theDeadlineOfACallHolds() throws Exception {
    Future<ModelInferResponse> running = running();
    assertThatThrownBy(
            () ->
                grpc.call(
                    Grpc.INFER,
                    SLOW,
                    CallOptions.DEFAULT.withDeadlineAfter(150, TimeUnit.MILLISECONDS)))
        .hasMessageStartingWith("DEADLINE_EXCEEDED: ");
    Http.awaitUntil(() -> server.load().waiting() == 0);
    FakeLoader.MAY_FINISH.release();
    assertThat(running.get(20, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(4);
    assertThat(FakeLoader.STARTED.tryAcquire()).isFalse();
  }

  /** A client that does not watch its own deadline is told. */
  @Test
  void theServiceTellsThatADeadlineHasPassed() throws Exception {
    Future<ModelInferResponse> running = running();
    assertThatThrownBy(
            () -> grpc.call(Grpc.INFER, SLOW, CallOptions.DEFAULT, "grpc-timeout", "150m"))
        .hasMessage("DEADLINE_EXCEEDED: no answer within 150 ms");
    assertThatThrownBy(
            () -> grpc.call(Grpc.INFER, SLOW, CallOptions.DEFAULT, "grpc-timeout", "soon"))
        .hasMessage(
            "INVALID_ARGUMENT: grpc-timeout: expected 1 to 8 digits and one of H, M, S, m, u, n,"
                + " found \"soon\"");
    FakeLoader.MAY_FINISH.release();
    assertThat(running.get(20, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0n", "1u", "0H"})
  void aDeadlineThatHasPassedBeforeTheCallBeginsIsOne(String timeout) {
    assertThatThrownBy(
            () -> grpc.call(Grpc.INFER, SLOW, CallOptions.DEFAULT, "grpc-timeout", timeout))
        .hasMessageStartingWith("DEADLINE_EXCEEDED: ");
  }

  /** A body of a few bytes may be a message of many: both are held, and there are 225,280. */
  @Test
  void whatIsUnpackedCountsAsABody() {
    CallOptions gzip = CallOptions.DEFAULT.withCompression("gzip");
    assertThatThrownBy(() -> grpc.call(Grpc.INFER, Grpc.file(new byte[190_000]).build(), gzip))
        .hasMessageStartingWith("RESOURCE_EXHAUSTED: ")
        .hasMessageEndingWith(" bytes of requests are held already; retry later");
    assertThatThrownBy(() -> grpc.call(Grpc.INFER, Grpc.file(new byte[60_000]).build(), gzip))
        .hasMessageStartingWith("INVALID_ARGUMENT: not an image");
  }

  @Test
  void aCancelledCallLeavesTheQueue() throws Exception {
    Future<ModelInferResponse> running = running();
    Future<ModelInferResponse> cancelled = slow();
    Http.awaitUntil(() -> server.load().waiting() == 1);
    cancelled.cancel(true);
    Http.awaitUntil(() -> server.load().waiting() == 0 && server.load().requests() == 1);
    FakeLoader.MAY_FINISH.release();
    assertThat(running.get(20, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(4);
    assertThat(FakeLoader.STARTED.tryAcquire()).isFalse();
  }
}
