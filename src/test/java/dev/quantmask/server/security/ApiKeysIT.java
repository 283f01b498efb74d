package dev.quantmask.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles.WithKeys;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With keys configured, the endpoints open with one, and what only shows is open. */
@QuarkusTest
@TestProfile(WithKeys.class)
class ApiKeysIT {
  private static HttpResponse<byte[]> send(DetectionEndpoint endpoint, String... header)
      throws Exception {
    String base64 = Base64.getEncoder().encodeToString(TestImages.png());
    return endpoint == DetectionEndpoint.DETECTIONS
        ? Http.send("POST", "/v1/detections", BodyPublishers.ofByteArray(TestImages.png()), header)
        : Http.send("POST", "/detect", Http.bytes("{\"image\": \"" + base64 + "\"}"), header);
  }

  private static void assertUnauthorized(HttpResponse<byte[]> response, String detail)
      throws Exception {
    assertThat(Http.problem(response, 401)).startsWith(detail);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"quantmask\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"DETECTIONS", "FUNQY"})
  void aKeyOpensTheEndpoint(DetectionEndpoint endpoint) throws Exception {
    assertThat(send(endpoint, "X-API-Key", WithKeys.KEY).statusCode()).isEqualTo(200);
    assertThat(send(endpoint, "Authorization", "Bearer " + WithKeys.KEY).statusCode())
        .isEqualTo(200);
    assertThat(send(endpoint, "Authorization", "bearer  " + WithKeys.KEY).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(names = {"DETECTIONS", "FUNQY"})
  void withoutOneItStaysShut(DetectionEndpoint endpoint) throws Exception {
    assertUnauthorized(send(endpoint), "missing or invalid credentials");
    assertUnauthorized(
        send(endpoint, "X-API-Key", WithKeys.KEY + "s"), "the key or token is not valid");
    assertUnauthorized(send(endpoint, "X-API-Key", ""), "the key or token is not valid");
    assertUnauthorized(
        send(endpoint, "Authorization", "Bearer wrong"), "missing or invalid credentials");
    assertUnauthorized(
        send(endpoint, "Authorization", "Basic Zzp4"), "missing or invalid credentials");
    assertUnauthorized(
        send(endpoint, "Authorization", WithKeys.KEY), "missing or invalid credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /nothing",
    "GET, /v1/detections",
    "GET, /v1/models",
    "GET, /v1/stream",
    "GET, /v1/detections/../stream",
    "GET, /detect",
    "GET, /%761/models",
    "GET, //v1/models",
    "GET, /q/../v1/models",
    "GET, /v1;a=b/models",
    "OPTIONS, /v1/detections"
  })
  void everyOtherEndpointIsShutToo(String method, String path) throws Exception {
    assertUnauthorized(
        Http.send(method, path, BodyPublishers.noBody()), "missing or invalid credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/openapi"})
  void whatOnlyTellsIsOpen(String path) throws Exception {
    assertThat(Http.send("GET", path, BodyPublishers.noBody()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2",
    "GET, /v2/",
    "GET, /v2/models/a",
    "POST, /v2/models/default/infer",
    "GET, /v2/health/live",
    "GET, /v2/health/ready"
  })
  void theProtocolsEndpointIsShutInItsOwnWords(String method, String path) throws Exception {
    HttpResponse<byte[]> response = Http.send(method, path, BodyPublishers.noBody());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Http.json(response).get("error").textValue())
        .startsWith("missing or invalid credentials");
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void theKeyIsAskedForBeforeTheBodyIsRead() throws Exception {
    String head =
        "POST /v1/detections HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 30000000\r\n\r\n";
    assertThat(Wire.send(head).status()).isEqualTo(401);
  }
}
