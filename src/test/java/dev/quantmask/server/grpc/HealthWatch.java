package dev.quantmask.server.grpc;

import dev.quantmask.testing.Grpc;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import java.util.Iterator;

/** A client that listens to the status of a service. */
final class HealthWatch implements AutoCloseable {
  private final ClientCall<HealthCheckRequest, HealthCheckResponse> call;
  private final Iterator<HealthCheckResponse> responses;

  HealthWatch(Grpc grpc, String service) {
    call =
        grpc.channel()
            .newCall(
                Grpc.method(
                    MethodType.SERVER_STREAMING,
                    "grpc.health.v1.Health/Watch",
                    HealthCheckRequest.getDefaultInstance(),
                    HealthCheckResponse.getDefaultInstance()),
                CallOptions.DEFAULT);
    responses =
        ClientCalls.blockingServerStreamingCall(
            call, HealthCheckRequest.newBuilder().setService(service).build());
  }

  /** Waits for it. */
  ServingStatus next() {
    return responses.next().getStatus();
  }

  @Override
  public void close() {
    call.cancel("enough", null);
  }
}
