package dev.quantmask.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may not do, and what answers do not tell. */
@QuarkusTest
@TestProfile(Profiles.Impatient.class)
class HardeningIT {
  private static final String POST = "POST /v1/detections HTTP/1.1\r\nHost: a\r\n";

  @Test
  void noOtherPageMayReadAnswers() throws Exception {
    String[] foreign = {"Origin", "https://elsewhere.example", "Content-Type", "image/png"};
    HttpResponse<byte[]> answer =
        Http.send("POST", "/v1/detections", BodyPublishers.ofByteArray(TestImages.png()), foreign);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    Wire preflight =
        Wire.send(
            "OPTIONS /v1/detections HTTP/1.1\r\nHost: a\r\nOrigin: https://elsewhere.example\r\n"
                + "Access-Control-Request-Method: POST\r\n\r\n");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.answer().toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
  }

  @Test
  void aBodyThatTricklesInIsCutOff() throws Exception {
    long start = System.nanoTime();
    Wire wire = Wire.send(POST + "Content-Type: image/png\r\nContent-Length: 1000\r\n\r\nabc");
    assertThat(wire.status()).isEqualTo(408);
    assertThat(wire.answer())
        .contains("the body has not arrived within 2000 ms")
        .contains("application/problem+json");
    assertThat(System.nanoTime() - start).isGreaterThan(1_900_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /v1/detections?minScore=%zz HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx",
        "POST /v1/detections?%=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx",
        "POST /detect HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
        "POST /v1/detections HTTP/1.1\r\nHost: a\r\nContent-Type: \u00ff\u0001;;=\r\nContent-Length: 1\r\n\r\nx",
        "POST /v1/detections HTTP/1.1\r\nHost: a\r\nAccept: ;;//\r\nContent-Length: 1\r\n\r\nx",
        "POST /v1/detections HTTP/1.1\r\nHost: a\r\nAccept: */*;q=x\r\nContent-Length: 1\r\n\r\nx"
      })
  void oddRequestsAreTheClientsMistakeAndTellNothing(String request) throws Exception {
    Wire wire = Wire.send(request);
    assertThat(wire.status()).as(wire.answer()).isBetween(400, 499);
    assertThat(wire.answer())
        .doesNotContain("Exception", "dev.quantmask", "java.", "jackson", "vertx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/models?a=%zz", "/%zz", "/v1/models?a=%", "/?a=|", "/v1/%7", "/[", "/v2?%zz"})
  void anAddressThatCannotBeReadIsAProblem(String address) throws Exception {
    for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
      Wire wire = Wire.send(method + " " + address + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(wire.status()).as(wire.answer()).isEqualTo(400);
      assertThat(wire.answer()).contains("the address cannot be read: expected");
    }
  }

  /** Found by fuzzing: zeros make it UTF-32, in which not every number is a character. */
  @Test
  void aBodyInAnEncodingOfItsOwnIsTheClientsMistake() throws Exception {
    byte[] body = {0, 0, 0, 0x20, 0x10, 0, 0, 0};
    HttpResponse<byte[]> answer =
        Http.send(
            "POST",
            "/detect",
            BodyPublishers.ofByteArray(body),
            "Content-Type",
            "application/json");
    assertThat(Http.problem(answer, 400)).isEqualTo("the body is not JSON: expected text in UTF-8");
  }
}
