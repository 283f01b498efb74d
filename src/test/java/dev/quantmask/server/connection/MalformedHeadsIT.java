package dev.quantmask.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no request handler would see is answered as any other mistake of a client, too. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
@Timeout(60)
class MalformedHeadsIT {
  private static final String UNREADABLE = "the head of the request cannot be read: expected";
  private static final String POST = "POST /v1/detections HTTP/1.1\r\nHost: a\r\n";
  private static final String H2C = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n";

  @AfterEach
  void theNextRequestWorks() throws Exception {
    assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n\r\n",
        "GET\r\n\r\n",
        "GET / \r\nHost: a\r\n\r\n",
        "GET / HTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1 x\r\nHost: a\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u0016\u0003\u0001\u0000\u0001 TLS\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n: no name\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA : c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA\u0001: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA@: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\u00e4: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: b\u0000c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: b\u0001c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: b\rc\r\n\r\n",
        POST + "Content-Length: -1\r\n\r\n",
        POST + "Content-Length: +1\r\n\r\nx",
        POST + "Content-Length: 1x\r\n\r\nx",
        POST + "Content-Length: 1, 2\r\n\r\nx",
        POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "CONNECT a:1 HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",
        "GET http://[ HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n"
      })
  void aHeadThatCannotBeReadIsAProblem(String head) throws Exception {
    Wire.send(head).isLastProblem(400, UNREADABLE);
  }

  @Test
  void aHeadThatIsTooLargeIsAProblem() throws Exception {
    Wire.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")
        .isLastProblem(414, "the request line is too long");
    String large = "A: " + "x".repeat(17_000) + "\r\n";
    Wire.send(POST + large + "\r\n").isLastProblem(431, "the headers are too large");
    Wire.send(POST + "A: 1234567890\r\n".repeat(2_000) + "\r\n")
        .isLastProblem(431, "the headers are too large");
    String inference = "POST /v2/models/default/infer HTTP/1.1\r\nHost: a\r\n";
    assertThat(Wire.send(inference + large + "\r\n").answer())
        .startsWith("HTTP/1.1 431 ")
        .endsWith("{\"error\":\"the headers are too large: expected fewer or shorter ones\"}");
    Wire head = Wire.send("HEAD / HTTP/1.1\r\nHost: a\r\n" + large + "\r\n");
    assertThat(head.answer()).startsWith("HTTP/1.1 431 ").endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({"HTTP/9.9", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9"})
  void anotherVersionIsAProblem(String version) throws Exception {
    Wire.send("GET / " + version + "\r\nHost: a\r\n\r\n")
        .isLastProblem(505, "expected HTTP/1.1, found " + version);
  }

  @Test
  void nothingIsReadBehindAHeadThatCannotBeRead() throws Exception {
    String good = "GET /v2 HTTP/1.1\r\nHost: a\r\n\r\n";
    for (String bad :
        new String[] {
          "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
          "x\r\n\r\n",
          POST + "A b: c\r\n\r\n",
          POST + "Transfer-Encoding: identity\r\n\r\n",
          POST + "Transfer-Encoding:\r\n\r\n",
          POST + "Transfer-Encoding: chunked,\r\n\r\n0\r\n\r\n",
          POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        }) {
      try (Socket socket = Wire.open(good + bad + good)) {
        String answers = Wire.readAll(socket);
        assertThat(Pattern.compile("HTTP/1.1 \\d+").matcher(answers).results().count())
            .as(answers)
            .isEqualTo(2);
        assertThat(answers).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void aRequestHasOneHost() throws Exception {
    String get = "GET /v2 HTTP/1.1\r\n";
    assertThat(Wire.send(get + "Host: a\r\nHost: b\r\n\r\n").answer())
        .startsWith("HTTP/1.1 400 ")
        .contains("Host: expected one, found 2");
    for (String none : new String[] {"", "Host: a b\r\n", "Host: a:b\r\n"}) {
      assertThat(Wire.send(get + none + "\r\n").answer())
          .startsWith("HTTP/1.1 400 ")
          .contains("expected a Host");
    }
  }

  @Test
  void anExpectationThatIsNotKnownIsAProblem() throws Exception {
    String request = POST + "Expect: %s\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\n";
    assertThat(Wire.send(Text.format(request, "coffee")).answer())
        .startsWith("HTTP/1.1 417 ")
        .contains("Expect: expected 100-continue, found coffee");
    assertThat(Wire.send(Text.format(request, "100-Continue")).status()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: Upgrade\r\nUpgrade: h2c\r\n", // no settings
        H2C,
        "Connection: HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
        "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
        H2C + "HTTP2-Settings: AAMAAABkAAQAAP__\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
        H2C + "HTTP2-Settings: ****\r\n",
        H2C + "HTTP2-Settings: AAM\r\n",
        H2C + "HTTP2-Settings: AAT_____\r\n", // too large a window
        H2C + "HTTP2-Settings: AAUAAAAA\r\n", // too small a frame
        H2C + "HTTP2-Settings: AAMAAABkAAQAAP__\r\nA: b\r\nA: c\r\n"
      })
  void anUpgradeThatIsBrokenIsIgnored(String headers) throws Exception {
    for (String address : new String[] {"/v2", "http://a/v2"}) {
      String request = "GET " + address + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
      assertThat(Wire.send(request).status()).isEqualTo(200);
    }
  }

  @Test
  void aRequestWithABodyIsNotUpgraded() throws Exception {
    String upgrade = H2C + "HTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Type: image/png\r\n";
    String broken = POST + upgrade + "Transfer-Encoding: chunked\r\n\r\nzz\r\n";
    assertThat(Wire.send(broken).answer())
        .startsWith("HTTP/1.1 400 ")
        .contains("the body cannot be read: expected what its headers say");
    String sound = "GET /v2 HTTP/1.1\r\nHost: a\r\n" + H2C + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    assertThat(Wire.send(sound + "\r\n").answer()).startsWith("HTTP/1.1 101 ");
  }
}
