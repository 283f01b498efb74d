package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is at an endpoint that takes bodies, or it has none: nothing else is read. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class RefusedBodiesIT {
  private static final List<String> PATHS =
      List.of(
          "/",
          "/index.html",
          "/playground/main.js",
          "/nothing",
          "/q",
          "/q/health",
          "/q/health/live",
          "/q/metrics",
          "/q/openapi",
          "/v1/models",
          "/v1/stream",
          "/v2",
          "/v2/models/default",
          "//v1/detections",
          "/v1/detections//",
          "/v1/./detections",
          "/v1/detections;x=1",
          "/%761/detections",
          "//events",
          "/detect/",
          "/v2//models/default/infer");

  @Inject DetectionServer server;

  @AfterEach
  void nothingIsHeldAndTheNextRequestWorks() throws Exception {
    Http.awaitNoBodies(server);
    assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS", "TRACE", "PROPFIND"})
  void aBodyWhereNoneIsTakenIsRefusedBeforeItIsRead(String method) throws Exception {
    Map<String, Socket> sockets = new LinkedHashMap<>();
    for (String path : PATHS) {
      sockets.put(path + " with a length", open(method, path, "Content-Length: 100000", "x"));
      sockets.put(path + " in chunks", open(method, path, "Transfer-Encoding: chunked", "1\r\nx"));
    }
    for (Map.Entry<String, Socket> sent : sockets.entrySet()) {
      try (Socket socket = sent.getValue()) {
        String answer = Wire.readAll(socket);
        assertThat(answer)
            .as(sent.getKey())
            .matches("(?s)HTTP/1\\.1 40[045] .*")
            .containsIgnoringCase("connection: close")
            .contains(sent.getKey().startsWith("/v2") ? "{\"error\":\"" : "problem+json");
      }
    }
  }

  /** The rest of the body never comes; the service closes the connection all the same. */
  private static Socket open(String method, String path, String framing, String begin)
      throws IOException {
    String head = "%s %s HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\n%s\r\n\r\n%s";
    return Wire.open(Text.format(head, method, path, framing, begin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/detections",
        "/v1//detections",
        "/v1/./detections",
        "/v1/x/../detections",
        "/v1/detections//",
        "/v1/detections/.",
        "/v1/detections/%2e",
        "/v1/detections;x=1",
        "/v1;a/detections",
        "/%761/detections",
        "/v1/%64etections",
        "//detect",
        "/detect//",
        "/%64etect",
        "/detect;x",
        "//events",
        "/%65vents",
        "/events;a",
        "/v2//models/default/infer",
        "/v2/models/default/%69nfer",
        "/v2/models/default/infer;x",
        "/v2/models/x/../default/infer",
        "/v2/models/%2e%2e%2f/infer"
      })
  void anotherWayToWriteAPathIsNotFound(String path) throws Exception {
    String answer =
        Wire.send(
                "POST "
                    + path
                    + " HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 0\r\n\r\n")
            .answer();
    assertThat(answer).startsWith("HTTP/1.1 404 ").contains("no such endpoint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/detect", "/v1/detections", "/events", "/v2/models/default/infer"})
  void aClientThatAsksFirstIsToldToContinueWhereItsBodyIsTaken(String path) throws Exception {
    String head =
        "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    assertThat(Wire.send(Text.format(head, path)).answer()).startsWith("HTTP/1.1 100 Continue");
    assertThat(Wire.send(Text.format(head, "/" + path)).answer()).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/playground/main.js", "/v1/models", "/v2", "/q/health", "/q/metrics"})
  void allowTellsTheTruth(String path) throws Exception {
    for (String method : new String[] {"OPTIONS", "TRACE", "POST"}) {
      String answer = Wire.send(method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").answer();
      assertThat(answer)
          .as(method)
          .startsWith(method.equals("OPTIONS") ? "HTTP/1.1 204 " : "HTTP/1.1 405 ")
          .containsIgnoringCase("\r\nallow: GET, HEAD, OPTIONS\r\n");
    }
    for (String method : new String[] {"GET", "HEAD"}) {
      assertThat(Http.send(method, path, BodyPublishers.noBody()).statusCode())
          .as(method)
          .isEqualTo(200);
    }
  }
}
