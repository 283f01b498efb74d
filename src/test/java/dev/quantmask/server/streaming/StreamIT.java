package dev.quantmask.server.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.StreamClient;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams over a real socket; {@code StreamSessionTest} has the rules. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
public class StreamIT {
  private static final String UPGRADE =
      "GET /v1/stream%s HTTP/1.1\r\nHost: a:1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n";

  public static URI uri(String query) {
    return URI.create("ws://localhost:" + RestAssured.port + "/v1/stream" + query);
  }

  @Test
  void framesAreAnsweredWithTheirNumbers() throws Exception {
    try (StreamClient client = new StreamClient(uri("?minScore=0.6&masks=none"))) {
      for (int frame = 0; frame < 3; frame++) {
        client.send(TestImages.png(8 + frame, 6));
        JsonNode answer = client.answer();
        assertThat(answer.fieldNames())
            .toIterable()
            .containsExactly("frame", "status", "width", "height", "detections", "timing", "model");
        assertThat(answer.get("frame").intValue()).isEqualTo(frame);
        assertThat(answer.get("status").intValue()).isEqualTo(200);
        assertThat(answer.get("width").intValue()).isEqualTo(8 + frame);
        assertThat(answer.get("detections")).hasSize(1);
      }
    }
  }

  @Test
  void objectsAreFollowedWhereThatIsAskedFor() throws Exception {
    try (StreamClient client = new StreamClient(uri("?tracking=true&masks=none"))) {
      for (int frame = 0; frame < 3; frame++) {
        client.send(TestImages.png());
        JsonNode detections = client.answer().get("detections");
        assertThat(detections).hasSize(2);
        assertThat(detections.get(0).get("trackId").intValue()).isEqualTo(1);
        assertThat(detections.get(1).get("trackId").intValue()).isEqualTo(2);
      }
    }
    try (StreamClient client = new StreamClient(uri("?tracking=false"))) {
      client.send(TestImages.png());
      assertThat(client.answer().get("detections").get(0).has("trackId")).isFalse();
    }
  }

  @Test
  void framesAreAnsweredWithTheMapOfAnEncoder() throws Exception {
    String options = "{\"width\":64,\"height\":48,\"margin\":0,\"strength\":12}";
    String query = "?masks=none&roi=" + URLEncoder.encode(options, StandardCharsets.UTF_8);
    try (StreamClient client = new StreamClient(uri(query))) {
      for (int frame = 0; frame < 2; frame++) {
        client.send(TestImages.png()); // 8 x 6 pixels, of which the first is an object
        byte[] offsets = client.answer().at("/roi/offsets").binaryValue();
        assertThat(offsets).containsExactly(-11, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
      }
    }
    assertThatThrownBy(() -> new StreamClient(uri("?roi=16")))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(400));
  }

  @Test
  void aBadFrameIsAProblemAndNotTheEnd() throws Exception {
    try (StreamClient client = new StreamClient(uri(""))) {
      client.send(TestImages.textCalledPng());
      JsonNode problem = client.answer();
      assertThat(problem.fieldNames())
          .toIterable()
          .containsExactly("frame", "type", "title", "status", "detail");
      assertThat(problem.get("status").intValue()).isEqualTo(422);
      client.send(TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 5));
      assertThat(client.answer().toString()).contains("\"status\":500").doesNotContain("secret");
      client.send(new byte[0]);
      assertThat(client.answer().get("status").intValue()).isEqualTo(422);
      client.send(TestImages.png());
      assertThat(client.answer().get("frame").intValue()).isEqualTo(3);
    }
  }

  @Test
  void rawFramesAreOfTheSizeThatTheSessionSays() throws Exception {
    String query = "?frames=nv12&width=6&height=4&stride=8&matrix=bt601&range=full&masks=none";
    try (StreamClient client = new StreamClient(uri(query))) {
      client.send(new byte[8 * 4 + 8 * 2]);
      JsonNode answer = client.answer();
      assertThat(answer.get("status").intValue()).isEqualTo(200);
      assertThat(answer.get("width").intValue()).isEqualTo(6);
      assertThat(answer.get("height").intValue()).isEqualTo(4);
      client.send(new byte[6 * 4 * 3 / 2]);
      JsonNode problem = client.answer();
      assertThat(problem.get("status").intValue()).isEqualTo(422);
      assertThat(problem.get("detail").asText())
          .isEqualTo("NV12 of 6 x 4 pixels with stride 8: expected 48 bytes, found 36");
    }
    try (StreamClient client = new StreamClient(uri("?frames=i420&width=3&height=3"))) {
      client.send(new byte[9 + 2 * 4]);
      assertThat(client.answer().get("status").intValue()).isEqualTo(200);
    }
  }

  @Test
  void theNewestFrameWinsAndAnotherSessionGoesOn() throws Exception {
    try (StreamClient behind = new StreamClient(uri(""));
        StreamClient other = new StreamClient(uri(""))) {
      behind.send(TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 5));
      FakeLoader.STARTED.acquire();
      for (int frame = 1; frame <= 5; frame++) {
        behind.send(TestImages.png(20 + frame, 5));
      }
      other.send(TestImages.png());
      TimeUnit.MILLISECONDS.sleep(200); // the frames are on their way
      FakeLoader.MAY_FINISH.release();

      JsonNode first = behind.answer();
      assertThat(first.get("frame").intValue()).isZero();
      assertThat(first.has("dropped")).isFalse();
      JsonNode newest = behind.answer();
      assertThat(newest.get("frame").intValue()).isEqualTo(5);
      assertThat(newest.get("dropped").toString()).isEqualTo("[1,2,3,4]");
      assertThat(newest.get("width").intValue()).isEqualTo(25);
      assertThat(other.answer().get("status").intValue()).isEqualTo(200);
    }
  }

  @Test
  void largeFramesAndTextsEndTheStream() throws Exception {
    try (StreamClient client = new StreamClient(uri(""))) {
      ByteBuffer tooLarge = ByteBuffer.wrap(new byte[64 * 1024 + 1]);
      // The service may have torn the connection before all of it was sent.
      client.socket().sendBinary(tooLarge, true).exceptionally(torn -> null).join();
      // 1006: what was still on its way has torn the connection before the code came.
      assertThat(client.closeCode()).isIn(1009, 1006);
    }
    try (StreamClient client = new StreamClient(uri(""))) {
      client.socket().sendBinary(ByteBuffer.wrap(new byte[64 * 1024]), false).join();
      client.socket().sendBinary(ByteBuffer.wrap(new byte[1]), true).join();
      assertThat(client.closeCode()).isEqualTo(1009);
    }
    try (StreamClient client = new StreamClient(uri(""))) {
      client.socket().sendText("{}", true).join();
      assertThat(client.closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void aFrameInPartsIsOne() throws Exception {
    byte[] png = TestImages.png();
    try (StreamClient client = new StreamClient(uri(""))) {
      client.socket().sendBinary(ByteBuffer.wrap(png, 0, 20), false).join();
      client.socket().sendBinary(ByteBuffer.wrap(png, 20, png.length - 20), true).join();
      assertThat(client.answer().get("status").intValue()).isEqualTo(200);
    }
  }

  @Test
  void thereIsALimitOfStreamsAndPlacesAreGivenBack() throws Exception {
    try (StreamClient first = new StreamClient(uri(""));
        StreamClient second = new StreamClient(uri(""))) {
      assertThatThrownBy(() -> new StreamClient(uri("")))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> {
                assertThat(refused.getResponse().statusCode()).isEqualTo(503);
                assertThat(refused.getResponse().headers().firstValue("Retry-After")).hasValue("1");
              });
      assertThat(first.socket()).isNotSameAs(second.socket());
    }
    for (int i = 0; i < 5; i++) {
      TimeUnit.MILLISECONDS.sleep(100); // the close frame is on its way
      new StreamClient(uri("")).close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?minScore=2 | A: b | 400 | minScore: expected a number from 0 to 1",
        "?pictures=2 | A: b | 400 | pictures: no such option",
        "?model=no | A: b | 404 | model: expected one of default",
        "'' | X-Request-Timeout-Ms: 0 | 400 | X-Request-Timeout-Ms: expected",
        "'' | Origin: https://elsewhere.example | 403 | Origin: expected a page of this service",
        "'' | Origin: null | 403 | Origin: expected a page of this service",
        "'' | Origin: http://a:2 | 403 | Origin: expected a page of this service"
      })
  void whatIsNotUpgraded(String query, String header, int status, String detail) throws Exception {
    Wire wire = Wire.send(Text.format(UPGRADE, query, header + "\r\n"));
    assertThat(wire.status()).as(wire.answer()).isEqualTo(status);
    assertThat(wire.answer()).contains("application/problem+json", detail);
  }

  @Test
  void whatAProxySaysIsNotBelievedUnlessConfigured() throws Exception {
    String headers = "Origin: http://b\r\nX-Forwarded-Host: b\r\nForwarded: host=b\r\n";
    assertThat(Wire.send(Text.format(UPGRADE, "", headers)).status()).isEqualTo(403);
  }

  @Test
  void aPageOfThisServiceMay() throws Exception {
    assertThat(Wire.send(Text.format(UPGRADE, "", "Origin: http://a:1\r\n")).status())
        .isEqualTo(101);
  }

  @Test
  void plainRequestsAreTold() throws Exception {
    assertThat(Http.problem(Http.send("GET", "/v1/stream", BodyPublishers.noBody()), 426))
        .isEqualTo("expected a WebSocket, with Upgrade: websocket, on HTTP/1.1");
    Http.problem(Http.send("POST", "/v1/stream", BodyPublishers.noBody()), 405);
  }

  @ParameterizedTest
  @CsvSource({
    "Connection, Connection: close, 400",
    "Connection, Connection: keep-alive, 400",
    "Sec-WebSocket-Version, Sec-WebSocket-Version: 12, 426",
    "Sec-WebSocket-Version, A: b, 426",
    "Sec-WebSocket-Key, Sec-WebSocket-Key: short, 400",
    "Upgrade, Upgrade: h3, 426",
    "GET, GET /v1/stream?masks=x HTTP/1.1, 400"
  })
  void anUpgradeThatIsWrongIsAProblem(String header, String instead, int status) throws Exception {
    String request =
        Text.format(UPGRADE, "", "").replaceFirst("(?m)^" + header + "\\b[^\r]*", instead);
    Wire wire = Wire.send(request);
    assertThat(wire.status()).as(wire.answer()).isEqualTo(status);
    assertThat(wire.answer()).contains("application/problem+json");
  }

  @Test
  void anUpgradeWithoutAKeyIsAProblem() throws Exception {
    String noKey = Text.format(UPGRADE, "", "").replaceFirst("Sec-WebSocket-Key[^\r]*\r\n", "");
    assertThat(Wire.send(noKey).status()).isEqualTo(400);
  }

  @Test
  void aFrameHasItsTime() throws Exception {
    try (StreamClient client = new StreamClient(uri(""), "X-Request-Timeout-Ms", "300")) {
      client.send(TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 5));
      FakeLoader.STARTED.acquire();
      TimeUnit.MILLISECONDS.sleep(400);
      FakeLoader.MAY_FINISH.release();
      assertThat(client.answer().get("status").intValue()).isEqualTo(504);
    }
  }
}
