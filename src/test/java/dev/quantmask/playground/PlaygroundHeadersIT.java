package dev.quantmask.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says with the page's files, to browsers that come to them. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class PlaygroundHeadersIT {
  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return Http.send("GET", path, BodyPublishers.noBody(), headers);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/index.html, text/html",
    "/playground/main.js, text/javascript",
    "/playground/playground.css, text/css",
    "/playground/icon.svg, image/svg+xml",
    "/playground/samples/frame_000002.jpg, image/jpeg"
  })
  void aFileOfThePageComesWithItsTypeAndLimits(String path, String type) throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith(type);
    assertThat(header(response, "Content-Security-Policy").split("; *"))
        .containsExactlyInAnyOrder(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "media-src blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Permissions-Policy"))
        .contains("camera=(self)", "display-capture=(self)", "microphone=()", "geolocation=()");
  }

  @Test
  void anOldFileIsAskedForAgainAndNotSentAgain() throws Exception {
    HttpResponse<byte[]> first = get("/playground/main.js");
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    HttpResponse<byte[]> second =
        get("/playground/main.js", "If-Modified-Since", header(first, "Last-Modified"));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/v1/detections", "/nothing"})
  void answersOfTheServiceAreNoPages(String path) throws Exception {
    assertThat(header(get(path), "Content-Security-Policy")).isEmpty();
  }

  @Test
  void whatThePageDoesNotHaveIsNotThere() throws Exception {
    assertThat(Http.problem(get("/playground/nothing.js"), 404)).startsWith("no such endpoint");
    assertThat(Http.problem(get("/playground/"), 404)).startsWith("no such endpoint");
  }
}
