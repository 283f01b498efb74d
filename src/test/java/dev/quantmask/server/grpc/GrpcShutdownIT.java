package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.ServedProgram;
import grpc.health.v1.HealthCheckResponse.ServingStatus;
import grpc.reflection.v1.ServerReflectionRequest;
import grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls without work in them do not hold the end of the program up: it would wait ten minutes. */
@Timeout(180)
class GrpcShutdownIT {
  @TempDir Path directory;

  @Test
  void openCallsEndAtOnce() throws Exception {
    try (ServedProgram program = ServedProgram.start(directory, "-Dquarkus.shutdown.timeout=10M");
        Grpc grpc =
            new Grpc(NettyChannelBuilder.forAddress("localhost", program.port()).usePlaintext());
        HealthWatch watch = new HealthWatch(grpc, "")) {
      assertThat(watch.next()).isEqualTo(ServingStatus.SERVING);
      CompletableFuture<Void> answered = new CompletableFuture<>();
      CompletableFuture<Status> ended = new CompletableFuture<>();
      reflect(grpc, answered, ended);
      answered.get(20, TimeUnit.SECONDS);

      program.terminate();
      program.exitCode();
      assertThat(ended.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThatThrownBy(
              () -> {
                while (true) {
                  watch.next();
                }
              })
          .hasMessageStartingWith("UNAVAILABLE: ");
      assertThat(program.log()).contains("All HTTP requests complete").doesNotContain(" ERROR ");
    }
  }

  /** Asks once, and leaves the call open. */
  private static void reflect(
      Grpc grpc, CompletableFuture<Void> answered, CompletableFuture<Status> ended) {
    StreamObserver<ServerReflectionRequest> requests =
        ClientCalls.asyncBidiStreamingCall(
            grpc.channel()
                .newCall(
                    Grpc.method(
                        MethodType.BIDI_STREAMING,
                        "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
                        ServerReflectionRequest.getDefaultInstance(),
                        ServerReflectionResponse.getDefaultInstance()),
                    CallOptions.DEFAULT),
            new StreamObserver<>() {
              @Override
              public void onNext(ServerReflectionResponse response) {
                answered.complete(null);
              }

              @Override
              public void onError(Throwable failure) {
                ended.complete(Status.fromThrowable(failure));
              }

              @Override
              public void onCompleted() {
                ended.complete(Status.OK);
              }
            });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
  }
}
