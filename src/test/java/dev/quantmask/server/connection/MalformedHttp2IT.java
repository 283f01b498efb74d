package dev.quantmask.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Http2Wire;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.netty.handler.codec.http2.Http2Error;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.Socket;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that RFC 9113 calls malformed, and answers that it would. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
@Timeout(60)
class MalformedHttp2IT {
  private static Http2Wire connect() throws Exception {
    return new Http2Wire(new Socket("localhost", RestAssured.port));
  }

  private static String[] with(String... more) {
    return Stream.of(Http2Wire.GET, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  static Stream<Arguments> malformed() {
    String[][] all = {
      with("a", "b\rc"),
      with("a", "b\nc"),
      with("a", "b\0c"),
      with("a", " b"),
      with("a b", "c"),
      with("a\r\nb", "c"),
      with("\u00e4", "c"),
      with("a:", "c"),
      with("connection", "close"),
      with("keep-alive", "1"),
      with("proxy-connection", "close"),
      with("upgrade", "h2c"),
      with("transfer-encoding", "chunked"),
      with("te", "gzip"),
      with("content-length", "1", "content-length", "2"),
      with("content-length", "1"), // and no body
      with("a", "b", ":path", "/"), // behind others
      with(":path", "/other"),
      with(":method", "POST"),
      with(":scheme", "https"),
      with(":authority", "other"),
      with(":status", "200"),
      with(":protocol", "websocket"),
      with("host", "other"),
      {":method", "GE T", ":scheme", "http", ":path", "/v2"},
      {":method", "GET\r\n", ":scheme", "http", ":path", "/v2"},
      {":method", "GET", ":scheme", "http", ":path", "/v2\r\nA: b"},
      {":method", "GET", ":scheme", "http", ":path", ""},
      {":method", "GET", ":scheme", "http"},
      {":method", "GET", ":path", "/v2"},
      {":scheme", "http", ":path", "/v2"}
    };
    return Stream.of(all).map(headers -> Arguments.of((Object) headers));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedRequestResetsItsStreamOnly(String[] headers) throws Exception {
    try (Http2Wire wire = connect()) {
      assertThat(wire.get(headers).error()).isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
      assertThat(wire.get(Http2Wire.GET).headers().status()).hasToString("200");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", ":nothing", ""})
  void aNameThatNoEncoderWritesEndsTheConnection(String name) throws Exception {
    try (Http2Wire wire = connect()) {
      assertThat(wire.get(with(name, "b")).error())
          .isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
    }
    try (Http2Wire wire = connect()) {
      assertThat(wire.get(Http2Wire.GET).headers().status()).hasToString("200");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1_000})
  void aBodyOfAnotherLengthThanItsHeadSaysResetsItsStream(int length) throws Exception {
    try (Http2Wire wire = connect()) {
      String[] headers = {
        ":method",
        "POST",
        ":scheme",
        "http",
        ":authority",
        "localhost",
        ":path",
        "/v1/detections",
        "content-length",
        Integer.toString(length)
      };
      assertThat(wire.request(0, headers).body(new byte[2]).read().error())
          .isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
      assertThat(wire.get(Http2Wire.GET).headers().status()).hasToString("200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "v2",
        "http://localhost/v2",
        "/v2#a",
        "/nothing",
        "//v2",
        "/%zz",
        "?",
        "\\",
        "/v1/stream"
      })
  void anAnswerHasNoHeaderOfHttp1(String path) throws Exception {
    for (String method : new String[] {"GET", "POST", "OPTIONS", "CONNECT", "NONE"}) {
      try (Http2Wire wire = connect()) {
        String[] headers = {":method", method, ":scheme", "http", ":authority", "a", ":path", path};
        Http2Wire.Answer answer = wire.get(headers);
        if (answer.error() == 0) {
          assertThat(answer.headers().names().stream().map(CharSequence::toString))
              .contains(":status")
              .doesNotContain("connection", "upgrade", "keep-alive", "transfer-encoding");
        } else {
          assertThat(method).isEqualTo("CONNECT"); // which has no path
        }
      }
    }
  }

  @Test
  void aRequestThatIsRefusedHasNoHeaderOfHttp1EitherAndIsAProblem() throws Exception {
    try (Http2Wire wire = connect()) {
      String[] twoHosts = with("host", "localhost", "host", "localhost");
      Http2Wire.Answer answer = wire.get(twoHosts);
      assertThat(answer.headers().status()).hasToString("400");
      assertThat(answer.headers().get("content-type")).hasToString("application/problem+json");
      assertThat(answer.headers().contains("connection")).isFalse();
      assertThat(answer.body()).contains("Host: expected one, found 2");
      Http2Wire.Answer expectation = wire.get(with("expect", "coffee"));
      assertThat(expectation.headers().status()).hasToString("417");
    }
    assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
  }
}
