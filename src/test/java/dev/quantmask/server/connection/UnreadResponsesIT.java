package dev.quantmask.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.ServedProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask and do not read, and a heap that could not hold what they asked for. */
@Timeout(180)
class UnreadResponsesIT {
  private static final int CONNECTIONS = 60;
  private static final int REQUESTS = 500;
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");

  @TempDir Path directory;

  @Test
  void requestsInAPipelineHoldABoundedPartOfTheHeap() throws Exception {
    byte[] pipeline =
        "GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n".repeat(REQUESTS).getBytes(US_ASCII);
    List<SocketChannel> connections = new ArrayList<>();
    try (ServedProgram program =
        ServedProgram.start(directory, "-Xmx128m", "-XX:+ExitOnOutOfMemoryError")) {
      long size = program.get("/q/openapi").body().length();
      assertThat(size * CONNECTIONS * REQUESTS).isGreaterThan(4L * 128 << 20);
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          connections.add(send(program.port(), pipeline));
        }
        assertThat(program.get("/q/health/live").statusCode()).isEqualTo(200);
      } finally {
        for (SocketChannel connection : connections) {
          connection.close();
        }
      }
      assertThat(program.detect(Files.readAllBytes(FRAME)).statusCode())
          .as(program.log())
          .isEqualTo(200);
      assertThat(program.log()).doesNotContain("OutOfMemoryError");
    }
  }

  /** As much as the service takes without being read from. */
  private static SocketChannel send(int port, byte[] bytes) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    channel.connect(new InetSocketAddress("localhost", port));
    channel.configureBlocking(false);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      for (int attempt = 0; attempt < 10 && rest.hasRemaining(); attempt++) {
        if (channel.write(rest) == 0) {
          Thread.sleep(5);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The service has closed the connection.
    }
    return channel;
  }
}
