package dev.quantmask.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that say nothing, or not enough, by sockets of our own. */
@QuarkusTest
@TestProfile(ConnectionLimitsIT.Limited.class)
@Timeout(60)
class ConnectionLimitsIT {
  private static final int HEAD_TIMEOUT = 400; // milliseconds
  private static final int CONNECTIONS = 30;
  private static final String HEALTH = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String FIRST_LINES = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n";

  /** Few connections, little time for heads. */
  public static final class Limited implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path",
          "src/main/model/default.pt",
          "quantmask.limits.head-timeout",
          HEAD_TIMEOUT + "ms",
          "quarkus.http.limits.max-connections",
          Integer.toString(CONNECTIONS));
    }
  }

  private static Socket connect() throws IOException {
    return Wire.open("");
  }

  private static void write(Socket socket, String text) throws IOException {
    Wire.write(socket, text);
  }

  private static String read(Socket socket) throws IOException {
    return Wire.read(socket).answer();
  }

  /** Sends a header's bytes one by one until the connection is closed. */
  private static boolean isCutWhileItSends(Socket socket) throws Exception {
    socket.setSoTimeout(20);
    while (true) {
      try {
        write(socket, "x");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
        return false; // an answer to half a request
      } catch (SocketTimeoutException goesOn) {
        // The next byte.
      } catch (SocketException reset) {
        return true;
      }
    }
  }

  @Test
  void aHeadThatComesByteByByteIsCut() throws Exception {
    try (Socket slow = connect();
        Socket good = connect()) {
      write(slow, FIRST_LINES + "X: ");
      write(good, HEALTH);
      assertThat(read(good)).startsWith("HTTP/1.1 200");
      assertThat(isCutWhileItSends(slow)).isTrue();
    }
  }

  @Test
  void aConnectionThatNeverSaysAnythingIsCut() throws Exception {
    try (Socket silent = connect()) {
      assertThat(silent.getInputStream().read()).isNegative();
    }
  }

  @Test
  void aConnectionBetweenRequestsIsNotCutUnlessTheNextHeadIsSlow() throws Exception {
    try (Socket kept = connect()) {
      write(kept, HEALTH);
      assertThat(read(kept)).startsWith("HTTP/1.1 200");
      TimeUnit.MILLISECONDS.sleep(3 * HEAD_TIMEOUT);
      write(kept, HEALTH);
      assertThat(read(kept)).startsWith("HTTP/1.1 200");
      write(kept, FIRST_LINES + "X: ");
      assertThat(isCutWhileItSends(kept)).isTrue();
    }
  }

  @Test
  void anUpgradeThatDoesNotHappenKeepsNoConnectionFromBeingCut() throws Exception {
    for (String method : new String[] {"GET /q/health/live", "OPTIONS /v1/stream"}) {
      try (Socket kept = connect()) {
        write(kept, method + " HTTP/1.1\r\nHost: a\r\nUpgrade: other\r\n\r\n");
        assertThat(read(kept)).startsWith("HTTP/1.1 20");
        write(kept, FIRST_LINES + "X: ");
        assertThat(isCutWhileItSends(kept)).isTrue();
      }
    }
  }

  @Test
  void aBodyMayTakeLongerThanAHead() throws Exception {
    byte[] image = TestImages.png();
    try (Socket socket = connect()) {
      write(
          socket,
          "POST /v1/detections HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: "
              + image.length
              + "\r\n\r\n");
      for (byte part : image) {
        socket.getOutputStream().write(part);
        TimeUnit.MILLISECONDS.sleep(Math.max(1, 3 * HEAD_TIMEOUT / image.length));
      }
      assertThat(read(socket)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aStreamMayTakeLongerThanAHead() throws Exception {
    try (Socket socket = connect()) {
      write(
          socket,
          "GET /v1/stream HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertThat(read(socket)).startsWith("HTTP/1.1 101");
      for (int i = 0; i < 6; i++) {
        byte[] ping = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0}; // masked with zeros
        socket.getOutputStream().write(ping);
        assertThat(socket.getInputStream().readNBytes(2)).containsExactly(0x8a, 0);
        TimeUnit.MILLISECONDS.sleep(HEAD_TIMEOUT / 2);
      }
    }
  }

  /** In several rounds: on a busy machine the silent ones may be late to count, or gone already. */
  @Test
  void silentConnectionsCountToo() throws Exception {
    boolean refused = false;
    for (int round = 0; round < 10 && !refused; round++) {
      refused = isRefusedBesideSilentConnections();
    }
    assertThat(refused).isTrue();
  }

  private static boolean isRefusedBesideSilentConnections() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        sockets.add(connect());
      }
      for (int attempt = 0; attempt < 5; attempt++) {
        try (Socket oneTooMany = connect()) {
          write(oneTooMany, HEALTH);
          if (oneTooMany.getInputStream().read() < 0) {
            return true;
          }
        } catch (SocketException e) {
          return true; // reset, for it had sent more
        }
      }
      return false;
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void thereAreNoMoreConnectionsThanMayBe() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      int served = 0;
      for (int i = 0; i < CONNECTIONS + 5; i++) {
        Socket socket = connect();
        sockets.add(socket);
        try {
          write(socket, HEALTH);
          served += read(socket).startsWith("HTTP/1.1 200") ? 1 : 0;
        } catch (SocketException closed) {
          // One too many.
        }
      }
      assertThat(served).isBetween(1, CONNECTIONS);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (answer.size() == 0) { // until the server has seen that they are closed
      try (Socket socket = connect()) {
        write(socket, HEALTH);
        answer.write(read(socket).getBytes(ISO_8859_1));
      } catch (SocketException notYet) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    assertThat(answer.toString(ISO_8859_1)).startsWith("HTTP/1.1 200");
  }
}
