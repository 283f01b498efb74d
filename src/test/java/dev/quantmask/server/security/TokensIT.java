package dev.quantmask.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an identity provider, checked by its public key. */
@QuarkusTest
@TestProfile(Profiles.WithTokens.class)
class TokensIT {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private static HttpResponse<byte[]> send(String token) throws Exception {
    return Http.send(
        "POST",
        "/v1/detections",
        BodyPublishers.ofByteArray(TestImages.png(300, 200)),
        "Authorization",
        "Bearer " + token);
  }

  @Test
  void aTokenOpensBothEndpoints() throws Exception {
    String token = Tokens.lasting(FIVE_MINUTES, Tokens.ISSUER);
    assertThat(send(token).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> function =
        Http.send(
            "POST", "/detect", Http.bytes("{\"image\": 1}"), "Authorization", "Bearer " + token);
    assertThat(Http.problem(function, 400)).startsWith("image: expected a text");
  }

  @Test
  void expiredForgedAndForeignTokensDoNot() throws Exception {
    for (String token :
        new String[] {
          Tokens.lasting(FIVE_MINUTES.negated(), Tokens.ISSUER),
          Tokens.lasting(FIVE_MINUTES, "https://elsewhere.example"),
          Tokens.forged(),
          Tokens.lasting(FIVE_MINUTES, Tokens.ISSUER).replaceFirst("\\.[^.]*$", "."),
          "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0ZXIifQ.",
          "no token"
        }) {
      HttpResponse<byte[]> response = send(token);
      assertThat(Http.problem(response, 401)).startsWith("the key or token is not valid");
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"quantmask\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/detect", "/v1/detections"})
  void withoutOneTheEndpointsStayShut(String path) throws Exception {
    assertThat(Http.problem(Http.send("POST", path, Http.bytes("{}")), 401))
        .startsWith("missing or invalid credentials");
  }

  /** Each of them is nothing to Quarkus' mechanism for tokens, which would throw. */
  @Test
  void whatIsNoTokenIsNotOneThatCannotBeChecked() throws Exception {
    for (String token :
        new String[] {".", "..", ".".repeat(5_000), "a b", "{", "..a", "a.", "a..b"}) {
      assertThat(Http.problem(send(token), 401)).as(token).isNotBlank();
    }
  }

  @Test
  void aKeyDoesAsWell() throws Exception {
    assertThat(send(Profiles.WithKeys.KEY).statusCode()).isEqualTo(200);
  }

  @Test
  void healthIsOpen() throws Exception {
    assertThat(Http.send("GET", "/q/health/live", BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
  }
}
