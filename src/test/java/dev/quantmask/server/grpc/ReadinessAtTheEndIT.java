package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.ServedProgram;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import grpc.health.v1.HealthCheckResponse.ServingStatus;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks is told the same while balancers are to see that the service ends. */
@DisabledOnOs(OS.WINDOWS) // which has no signals
@Timeout(180)
class ReadinessAtTheEndIT {
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");

  @TempDir Path directory;

  private static boolean isReady(Grpc grpc) {
    return grpc.call(
            Grpc.unary(
                Grpc.SERVICE + "ServerReady",
                ServerReadyRequest.getDefaultInstance(),
                ServerReadyResponse.getDefaultInstance()),
            ServerReadyRequest.getDefaultInstance())
        .getReady();
  }

  private static ServingStatus health(Grpc grpc) {
    return grpc.call(
            Grpc.unary(
                "grpc.health.v1.Health/Check",
                HealthCheckRequest.getDefaultInstance(),
                HealthCheckResponse.getDefaultInstance()),
            HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  @Test
  void allEndpointsAgree() throws Exception {
    // Longer than the test takes: it kills the program.
    try (ServedProgram program = ServedProgram.start(directory, "-Dquarkus.shutdown.delay=10M");
        Grpc grpc =
            new Grpc(NettyChannelBuilder.forAddress("localhost", program.port()).usePlaintext())) {
      assertThat(program.get("/q/health/ready").statusCode()).isEqualTo(200);
      assertThat(program.get("/v2/health/ready").statusCode()).isEqualTo(200);
      assertThat(isReady(grpc)).isTrue();
      assertThat(health(grpc)).isEqualTo(ServingStatus.SERVING);

      program.terminate();
      while (program.get("/q/health/ready").statusCode() == 200) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(program.get("/v2/health/ready").statusCode()).isEqualTo(400);
      assertThat(program.get("/v2/health/ready").body()).isEqualTo("{\"ready\":false}");
      assertThat(isReady(grpc)).isFalse();
      assertThat(health(grpc)).isEqualTo(ServingStatus.NOT_SERVING);
      // It lives, and answers until the delay is over.
      assertThat(program.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
      assertThat(program.detect(Files.readAllBytes(FRAME)).statusCode()).isEqualTo(200);
    }
  }
}
