package dev.quantmask.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Http2Wire;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.TlsClient;
import dev.quantmask.testing.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client may do on a connection of TLS that costs the service and brings no request. After
 * each attack the next request is answered, and nothing is held.
 */
@QuarkusTest
@TestProfile(TlsAttacksIT.Impatient.class)
@Timeout(120)
class TlsAttacksIT {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int GO_AWAY = 7;
  private static final String[] POST = {
    ":method", "POST", ":scheme", "https", ":authority", "localhost", ":path", "/v1/detections"
  };
  private static final byte[] NONE = new byte[0];

  @TestHTTPResource(value = "/", tls = true)
  URL secure;

  @Inject DetectionServer server;

  private TlsClient client;

  /** Little time for heads, and so for handshakes. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> all = new HashMap<>(new Profiles.WithTls().getConfigOverrides());
      all.put("quantmask.limits.head-timeout", "2S");
      return all;
    }
  }

  @BeforeEach
  void trust() throws Exception {
    client = TlsClient.of(secure.getPort());
  }

  @AfterEach
  void theNextRequestIsAnsweredAndNothingIsHeld() throws Exception {
    Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    try (Http2Wire wire = new Http2Wire(client.open("h2"))) {
      byte[] image = TestImages.png();
      assertThat(wire.request(0, POST).body(image).read().headers().status()).hasToString("200");
    }
    Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    assertThat(server.load().pixels()).isZero();
  }

  /** Returns once the service has closed the connection. */
  private static void awaitEnd(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException | SSLException reset) {
      // Closed while more was on its way.
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 60})
  void aHandshakeThatStopsIsCut(int bytes) throws Exception {
    ByteBuffer hello = ByteBuffer.allocate(60); // the beginning of 512 bytes, for TLS 1.2
    hello.put((byte) 22).putShort((short) 0x301).putShort((short) 512);
    hello.put((byte) 1).put((byte) 0).putShort((short) 508).putShort((short) 0x303);
    try (Socket socket = new Socket("localhost", secure.getPort())) {
      socket.getOutputStream().write(hello.array(), 0, bytes);
      awaitEnd(socket);
    }
  }

  @Test
  void whatIsNoHandshakeIsCut() throws Exception {
    for (String text : new String[] {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\0".repeat(1_000)}) {
      try (Socket socket = new Socket("localhost", secure.getPort())) {
        Wire.write(socket, text);
        awaitEnd(socket);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "http/1.1"})
  void aClientThatIsSilentAfterItsHandshakeIsCut(String protocol) throws Exception {
    try (SSLSocket socket = client.open(protocol)) {
      socket.startHandshake();
      awaitEnd(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientThatShakesHandsAgainAndAgainIsCut(String version) throws Exception {
    try (SSLSocket socket = client.open("http/1.1", version)) {
      Wire.write(socket, "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(Wire.read(socket).status()).isEqualTo(200);
      assertThat(isAnsweredAfter(10 * TlsRecords.MOST_EMPTY, socket)).isFalse();
    }
  }

  /** Asks for handshakes; of TLS 1.3, each is the client's new keys, and a request for others. */
  private static boolean isAnsweredAfter(int handshakes, SSLSocket socket) throws IOException {
    try {
      for (int i = 0; i < handshakes; i++) {
        socket.startHandshake();
      }
      Wire.write(socket, "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n");
      return Wire.read(socket).answer().contains("200");
    } catch (SocketException | SSLException cut) {
      return false;
    }
  }

  @Test
  void newKeysNowAndThenAreNoAttack() throws Exception {
    try (SSLSocket socket = client.open("http/1.1", "TLSv1.3")) {
      for (int request = 0; request < 3 * TlsRecords.MOST_EMPTY; request++) {
        Wire.write(socket, "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(Wire.read(socket).status()).isEqualTo(200);
        socket.startHandshake();
      }
    }
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        flood("resets", requests(250, Flood.RST_STREAM, new byte[] {0, 0, 0, 8})),
        flood("resets by the service", requests(250, Flood.WINDOW_UPDATE, new byte[4])),
        flood("continuations", continuations(1_100, NONE)),
        flood("large continuations", continuations(8, new byte[16_384])),
        flood("settings", repeated(1_100, Flood.SETTINGS, 0, NONE)),
        flood("pings", repeated(1_100, Flood.PING, 0, new byte[8])),
        flood("empty data", joined(head(1, 4, POST), repeated(1_100, DATA, 1, NONE))),
        flood("a large frame", Http2Wire.frame(DATA, 0, 1, new byte[16_385])),
        flood("references to a large header", references()));
  }

  private static Arguments flood(String name, byte[] frames) {
    return Arguments.of(name, frames);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] repeated(int times, int type, int stream, byte[] payload) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      frames.writeBytes(Http2Wire.frame(type, 0, stream, payload));
    }
    return frames.toByteArray();
  }

  private static byte[] head(int stream, int flags, String... headers) {
    return Http2Wire.frame(HEADERS, flags, stream, Http2Wire.block(headers));
  }

  /** Requests whose bodies do not come, each with a frame behind it. */
  private static byte[] requests(int count, int type, byte[] payload) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int stream = 1; stream < 2 * count; stream += 2) {
      frames.writeBytes(head(stream, Http2Wire.END_HEADERS, POST));
      frames.writeBytes(Http2Wire.frame(type, 0, stream, payload));
    }
    return frames.toByteArray();
  }

  private static byte[] continuations(int count, byte[] payload) {
    return joined(head(1, 0, POST), repeated(count, Flood.CONTINUATION, 1, payload));
  }

  /** A header of 4,000 bytes, and then one byte for each time that it is there again. */
  private static byte[] references() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(Http2Wire.block(POST));
    block.write(0x40); // a new name, and an entry of the table
    block.writeBytes(new byte[] {1, 'a', 0x7f, (byte) (3_873 & 0x7f | 0x80), 3_873 >> 7});
    block.writeBytes("b".repeat(4_000).getBytes(US_ASCII));
    for (int i = 0; i < 4_000; i++) {
      block.write(0x80 | 62); // the newest entry
    }
    return Http2Wire.frame(HEADERS, Http2Wire.END_HEADERS, 1, block.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("floods")
  void aFloodEndsItsConnectionOrItsRequest(String name, byte[] frames) throws Exception {
    try (SSLSocket socket = client.open("h2")) {
      try {
        socket.getOutputStream().write(joined(Http2Wire.PREFACE, settings(NONE), frames));
        awaitEnd(socket);
      } catch (SocketException | SSLException cut) {
        // While it was sent.
      }
    }
  }

  private static byte[] settings(byte[] payload) {
    return Http2Wire.frame(Flood.SETTINGS, 0, 0, payload);
  }

  /** Of responses to a client that takes none of them; they are freed when it goes. */
  @Test
  void aWindowOfZeroHoldsNothingBehindItsConnection() throws Exception {
    try (SSLSocket socket = client.open("h2")) {
      socket
          .getOutputStream()
          .write(joined(Http2Wire.PREFACE, settings(new byte[] {0, 4, 0, 0, 0, 0})));
      byte[] image = TestImages.png();
      for (int stream = 1; stream < 40; stream += 2) {
        socket
            .getOutputStream()
            .write(
                joined(
                    head(stream, Http2Wire.END_HEADERS, POST),
                    Http2Wire.frame(DATA, Http2Wire.END_STREAM, stream, image)));
      }
      Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    }
  }

  /** A client may allow a table of gigabytes, which Netty would fill with one header at a time. */
  @Test
  void theTableOfHeadersOfResponsesIsNotAsLargeAsAClientWants() throws Exception {
    try (SSLSocket socket = client.open("h2")) {
      byte[] oneGigabyte = {0, 1, 0x40, 0, 0, 0};
      socket.getOutputStream().write(joined(Http2Wire.PREFACE, settings(oneGigabyte)));
      socket.getOutputStream().write(head(1, 5, Http2Wire.GET));
      ByteBuffer block = ByteBuffer.wrap(new Frames(socket).next(HEADERS).payload());
      int size = -1;
      while ((block.get(block.position()) & 0xe0) == 0x20) { // RFC 7541, 6.3
        size = integer(block, 5);
      }
      assertThat(size).isEqualTo(4_096);
    }
  }

  /** RFC 7541, 5.1. */
  private static int integer(ByteBuffer block, int bits) {
    int value = block.get() & ((1 << bits) - 1);
    if (value < (1 << bits) - 1) {
      return value;
    }
    for (int shift = 0; ; shift += 7) {
      int next = block.get();
      value += (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private record Frame(int type, int stream, byte[] payload) {}

  /** What comes on a connection. */
  private static final class Frames {
    private final DataInputStream in;

    Frames(Socket socket) throws IOException {
      this.in = new DataInputStream(socket.getInputStream());
    }

    /** Returns the next of a type; a goodbye is none. */
    Frame next(int type) throws IOException {
      while (true) {
        int lengthAndType = in.readInt();
        boolean hasPriority = (in.readUnsignedByte() & 0x20) != 0;
        int stream = in.readInt();
        byte[] all = in.readNBytes(lengthAndType >>> 8);
        byte[] payload = hasPriority ? Arrays.copyOfRange(all, 5, all.length) : all;
        assertThat(lengthAndType & 0xff).isNotEqualTo(GO_AWAY);
        if ((lengthAndType & 0xff) == type) {
          return new Frame(type, stream, payload);
        }
      }
    }
  }
}
