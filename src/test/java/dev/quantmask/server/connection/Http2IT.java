package dev.quantmask.server.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
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
            .sslContext(trusting(Profiles.WithTls.KEY_STORE))
            .build();
  }

  private static SSLContext trusting(Path keyStore) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, Profiles.WithTls.PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("service", keys.getCertificate(Profiles.WithTls.ALIAS));
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private HttpResponse<byte[]> send(
      String scheme, String method, String path, BodyPublisher body, String... headers)
      throws Exception {
    int port = scheme.equals("https") ? secure.getPort() : RestAssured.port;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + path))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
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
    String[] json = {"Content-Type", "application/json"};
    byte[] function = Http.functionJson(png, "").getBytes(UTF_8);
    String[] event = {
      "Content-Type",
      "image/png",
      "ce-specversion",
      "1.0",
      "ce-type",
      "a",
      "ce-source",
      "/x",
      "ce-id",
      "1"
    };
    byte[] tensor =
        """
        {"inputs": [{"name": "image", "datatype": "UINT8", "shape": [1, 1, 3], "data": [1, 2, 3]}]}\
        """
            .getBytes(UTF_8);
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
                      "/v1/detections",
                      form,
                      "Content-Type",
                      "multipart/form-data; boundary=B")
                  .statusCode())
          .isEqualTo(200);
      assertThat(post(scheme, "/detect", function, json).statusCode()).isEqualTo(200);
      assertThat(post(scheme, "/events", png, event).statusCode()).isEqualTo(200);
      assertThat(post(scheme, "/v2/models/default/infer", tensor, json).statusCode())
          .isEqualTo(200);

      assertThat(Http.problem(post(scheme, "/v1/detections", new byte[0]), 400)).isNotEmpty();
      assertThat(Http.problem(post(scheme, "/v1/detections", new byte[9]), 422)).isNotEmpty();
      assertThat(Http.problem(post(scheme, "/events", png), 400)).isNotEmpty();
      assertThat(Http.problem(post(scheme, "/detect", png, "Content-Type", "text/plain"), 415))
          .isNotEmpty();
      assertThat(Http.problem(post(scheme, "/v1/detections", large), 413)).isNotEmpty();
      assertThat(Http.problem(send(scheme, "POST", "/detect", Http.chunked(large), json), 413))
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
    int port = scheme.equals("https") ? secure.getPort() : RestAssured.port;
    URI uri = URI.create(scheme + "://localhost:" + port + "/v1/detections");
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
}
