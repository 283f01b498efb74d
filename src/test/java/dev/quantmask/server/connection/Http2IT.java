package dev.quantmask.server.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Http2Wire;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.TlsClient;
import dev.quantmask.testing.Wire;
import io.netty.handler.codec.http2.Http2Error;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over TLS, where ALPN chooses HTTP/2, and in plain text, where HTTP/1.1 is upgraded to it. */
@QuarkusTest
@TestProfile(Profiles.WithTls.class)
class Http2IT {
  @TestHTTPResource(value = "/", tls = true)
  URL secure;

  private HttpClient client;

  @BeforeEach
  void connect() throws Exception {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(TlsClient.of(secure.getPort()).context())
            .build();
    send("http", "GET", "/v2", BodyPublishers.noBody()); // a body would be sent on HTTP/1.1
  }

  private String base(String scheme) {
    return scheme.equals("https") ? "https://localhost:" + secure.getPort() : Http.base();
  }

  private HttpResponse<byte[]> send(
      String scheme, String method, String path, BodyPublisher body, String... headers)
      throws Exception {
    HttpResponse<byte[]> response = Http.send(client, base(scheme), method, path, body, headers);
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    return response;
  }

  private HttpResponse<byte[]> post(String scheme, String path, byte[] body, String... headers)
      throws Exception {
    return send(scheme, "POST", path, BodyPublishers.ofByteArray(body), headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void everyEndpointAnswersAsOnHttp1(String scheme) throws Exception {
    byte[] png = TestImages.png();
    byte[] function = Http.functionJson(png, "").getBytes(UTF_8);
    byte[] tensor = Http.TENSOR.getBytes(UTF_8);
    byte[] form =
        ("--B\r\nContent-Disposition: form-data; name=a; filename=a\r\n\r\nx\r\n--B--\r\n")
            .getBytes(UTF_8);
    byte[] large = new byte[Profiles.WithTls.MAX_BODY + 1];
    for (int i = 0; i < 2; i++) { // again on the same connection
      assertThat(post(scheme, "/v1/detections", png).statusCode()).isEqualTo(200);
      assertThat(
              send(scheme, "POST", "/v1/detections", Http.chunked(png), "Accept", "image/png")
                  .headers()
                  .firstValue("Content-Type"))
          .hasValue("image/png");
      assertThat(
              post(
                      scheme,
                      "/v1/detections/batch",
                      form,
                      "Content-Type",
                      "multipart/form-data; boundary=B")
                  .statusCode())
          .isEqualTo(200);
      assertThat(post(scheme, "/detect", function, Http.JSON).statusCode()).isEqualTo(200);
      assertThat(post(scheme, "/events", png, Http.EVENT).statusCode()).isEqualTo(200);
      assertThat(post(scheme, "/v2/models/default/infer", tensor, Http.JSON).statusCode())
          .isEqualTo(200);

      assertThat(Http.problem(post(scheme, "/v1/detections", new byte[0]), 400)).isNotEmpty();
      assertThat(Http.problem(post(scheme, "/v1/detections", new byte[9]), 422)).isNotEmpty();
      assertThat(Http.problem(post(scheme, "/events", png), 400)).isNotEmpty();
      assertThat(Http.problem(post(scheme, "/detect", png, "Content-Type", "text/plain"), 415))
          .isNotEmpty();
      assertThat(Http.problem(post(scheme, "/v1/detections", large), 413)).isNotEmpty();
      assertThat(Http.problem(send(scheme, "POST", "/detect", Http.chunked(large), Http.JSON), 413))
          .isNotEmpty();
      assertThat(Http.problem(post(scheme, "//v1/detections", png), 404)).isNotEmpty();
      assertThat(Http.problem(post(scheme, "/q/health", png), 405)).isNotEmpty();
      assertThat(Http.problem(send(scheme, "GET", "/q/health", Http.chunked(png)), 400))
          .isNotEmpty();
      for (String path : List.of("/", "/q/health", "/q/metrics", "/v1/models", "/v2")) {
        for (String method : List.of("GET", "HEAD")) {
          HttpResponse<byte[]> read = send(scheme, method, path, BodyPublishers.noBody());
          assertThat(read.statusCode()).as(method + path).isEqualTo(200);
          assertThat(read.body().length > 0).isEqualTo(method.equals("GET"));
        }
      }
      assertThat(send(scheme, "HEAD", "/nothing", BodyPublishers.noBody()).statusCode())
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void manyRequestsShareAConnection(String scheme) throws Exception {
    send(scheme, "GET", "/v2", BodyPublishers.noBody());
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    URI uri = URI.create(base(scheme) + "/v1/detections");
    for (int i = 0; i < 20; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(TestImages.png())).build();
      answers.add(client.sendAsync(request, BodyHandlers.ofByteArray()));
    }
    assertThat(answers)
        .extracting(answer -> answer.get().statusCode())
        .contains(200)
        .isSubsetOf(200, 503);
  }

  /** With TLS the version is chosen in the handshake, and the checks of heads are added then. */
  @Test
  void malformedHeadsAreRefusedOverTlsToo() throws Exception {
    try (Socket socket = tls("http/1.1")) {
      Wire.write(socket, "GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n");
      Wire.read(socket).isLastProblem(400, "the head of the request cannot be read");
    }
    try (Http2Wire wire = new Http2Wire(tls("h2"))) {
      String[] malformed = Arrays.copyOf(Http2Wire.GET, Http2Wire.GET.length + 2);
      malformed[malformed.length - 2] = "a";
      malformed[malformed.length - 1] = "b\nc";
      assertThat(wire.get(malformed).error()).isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
      assertThat(wire.get(Http2Wire.GET).headers().status()).hasToString("200");
    }
  }

  private Socket tls(String protocol) throws Exception {
    return TlsClient.of(secure.getPort()).open(protocol);
  }
}
