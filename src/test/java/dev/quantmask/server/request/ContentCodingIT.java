package dev.quantmask.server.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed bodies in both directions, on both versions of HTTP. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class ContentCodingIT {
  @Inject DetectionServer server;

  @AfterEach
  void nothingIsHeld() throws Exception {
    Http.awaitNoBodies(server);
  }

  private static byte[] packed(String coding, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.endsWith("gzip") ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static HttpResponse<byte[]> send(
      HttpClient.Version version, String method, String path, byte[] body, String... headers)
      throws Exception {
    HttpClient client = Http.client(version);
    BodyPublisher publisher = BodyPublishers.ofByteArray(body);
    HttpResponse<byte[]> response =
        Http.send(client, Http.base(), method, path, publisher, headers);
    assertThat(response.version()).isEqualTo(version);
    return response;
  }

  private static HttpResponse<byte[]> post(
      HttpClient.Version version, DetectionEndpoint endpoint, String coding, byte[] body)
      throws Exception {
    String[] type =
        switch (endpoint) {
          case DETECTIONS -> new String[] {"Content-Type", "application/octet-stream"};
          case CLOUDEVENTS -> Http.EVENT;
          case FUNQY, BATCH, OPENINFERENCE -> Http.JSON;
          case STREAM, GRPC, GRPC_STREAM -> throw new IllegalArgumentException();
        };
    String[] headers = Arrays.copyOf(type, type.length + 2);
    headers[type.length] = "Content-Encoding";
    headers[type.length + 1] = coding;
    String path =
        switch (endpoint) {
          case DETECTIONS -> "/v1/detections";
          case BATCH -> "/v1/detections/batch";
          case CLOUDEVENTS -> "/events";
          case FUNQY -> "/detect";
          case OPENINFERENCE -> "/v2/models/default/infer";
          case STREAM, GRPC, GRPC_STREAM -> throw new IllegalArgumentException();
        };
    return send(version, "POST", path, body, headers);
  }

  private static byte[] body(DetectionEndpoint endpoint, byte[] png) {
    return switch (endpoint) {
      case DETECTIONS, CLOUDEVENTS -> png;
      case FUNQY -> Http.functionJson(png, "").getBytes(UTF_8);
      case BATCH -> ("[" + Http.functionJson(png, "") + "]").getBytes(UTF_8);
      case OPENINFERENCE -> Http.TENSOR.getBytes(UTF_8);
      case STREAM, GRPC, GRPC_STREAM -> throw new IllegalArgumentException();
    };
  }

  @ParameterizedTest
  @EnumSource(
      names = {"STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void aPackedBodyIsUnpackedAtEveryEndpoint(DetectionEndpoint endpoint) throws Exception {
    byte[] body = body(endpoint, TestImages.png());
    for (HttpClient.Version version : HttpClient.Version.values()) {
      for (String coding : new String[] {"gzip", "x-gzip", "GZIP", " ,gzip", "deflate"}) {
        String name = coding.replaceAll("[ ,]", "").toLowerCase(Locale.ROOT);
        assertThat(post(version, endpoint, coding, packed(name, body)).statusCode())
            .as(coding)
            .isEqualTo(200);
      }
      for (String coding : new String[] {"identity", "Identity", ","}) {
        assertThat(post(version, endpoint, coding, body).statusCode()).as(coding).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void aBodyThatUnpacksToMoreThanTheLimitIsTooLarge(DetectionEndpoint endpoint) throws Exception {
    for (String coding : new String[] {"gzip", "deflate"}) {
      byte[] bomb = packed(coding, new byte[64 << 20]);
      assertThat(bomb.length).isLessThan(Profiles.Serving.MAX_BODY);
      for (HttpClient.Version version : HttpClient.Version.values()) {
        HttpResponse<byte[]> response = post(version, endpoint, coding, bomb);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(new String(response.body(), UTF_8))
            .contains("the body is too large: expected at most 262144 bytes");
      }
      byte[] limit = packed(coding, new byte[Profiles.Serving.MAX_BODY]);
      assertThat(post(HttpClient.Version.HTTP_1_1, endpoint, coding, limit).statusCode())
          .isIn(400, 422);
    }
  }

  /** As {@code cat} joins files: RFC 1952, section 2.2. */
  @ParameterizedTest
  @EnumSource(
      names = {"STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void membersOfGzipAreOneBody(DetectionEndpoint endpoint) throws Exception {
    byte[] body = body(endpoint, TestImages.png());
    int half = body.length / 2;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(packed("gzip", Arrays.copyOf(body, half)));
    packed.writeBytes(packed("gzip", Arrays.copyOfRange(body, half, body.length)));
    for (HttpClient.Version version : HttpClient.Version.values()) {
      assertThat(post(version, endpoint, "gzip", packed.toByteArray()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void membersHaveOneLimitTogether() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      packed.writeBytes(packed("gzip", new byte[Profiles.Serving.MAX_BODY / 2]));
    }
    for (HttpClient.Version version : HttpClient.Version.values()) {
      HttpResponse<byte[]> response =
          post(version, DetectionEndpoint.DETECTIONS, "gzip", packed.toByteArray());
      assertThat(Http.problem(response, 413)).startsWith("the body is too large");
    }
  }

  @Test
  void whatIsNotPackedAsItSaysIsABadRequest() throws Exception {
    byte[] gzip = packed("gzip", TestImages.png());
    byte[] zlib = packed("deflate", TestImages.png());
    byte[] wrongSum = gzip.clone();
    wrongSum[gzip.length - 8]++;
    requireProblem("gzip", TestImages.png(), "bytes that are not gzip");
    requireProblem("gzip", zlib, "bytes that are not gzip");
    requireProblem("deflate", gzip, "damaged bytes");
    for (int length : new int[] {1, 5, gzip.length - 3}) {
      requireProblem("gzip", Arrays.copyOf(gzip, length), "an early end");
    }
    requireProblem("deflate", Arrays.copyOf(zlib, zlib.length - 1), "an early end");
    requireProblem("gzip", wrongSum, "a wrong checksum");
    requireProblem("gzip", Arrays.copyOf(gzip, gzip.length + 1), "bytes behind its end");
    requireProblem("deflate", Arrays.copyOf(zlib, zlib.length + 1), "bytes behind its end");
  }

  private static void requireProblem(String coding, byte[] body, String found) throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      HttpResponse<byte[]> response = post(version, DetectionEndpoint.DETECTIONS, coding, body);
      assertThat(Http.problem(response, 400))
          .isEqualTo(
              "the body cannot be unpacked: expected what Content-Encoding says, whole, found "
                  + found);
    }
  }

  @Test
  void nothingPackedIsAnEmptyBody() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      for (byte[] body : new byte[][] {{}, packed("gzip", new byte[0])}) {
        HttpResponse<byte[]> response = post(version, DetectionEndpoint.DETECTIONS, "gzip", body);
        assertThat(Http.problem(response, 400)).startsWith("the body is empty");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip", "snappy", "x"})
  void otherCodingsAreNotSupported(String coding) throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      HttpResponse<byte[]> response =
          post(version, DetectionEndpoint.DETECTIONS, coding, TestImages.png());
      assertThat(Http.problem(response, 415))
          .isEqualTo("Content-Encoding: expected gzip, deflate or none, found " + coding);
      assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("gzip, deflate");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity", "deflate", "br"})
  void severalLinesAreOneList(String second) throws Exception {
    String expected = "Content-Encoding: expected gzip, deflate or none, found gzip, " + second;
    String[] headers = {"Content-Encoding", "gzip", "Content-Encoding", second};
    byte[] body = packed("gzip", TestImages.png());
    for (HttpClient.Version version : HttpClient.Version.values()) {
      assertThat(Http.problem(send(version, "POST", "/v1/detections", body, headers), 415))
          .isEqualTo(expected);
    }
    // The first request of a client asks for HTTP/2, for which Vert.x would keep one line.
    HttpResponse<byte[]> first =
        Http.send(
            HttpClient.newHttpClient(),
            Http.base(),
            "POST",
            "/v1/detections",
            BodyPublishers.ofByteArray(body),
            headers);
    assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(Http.problem(first, 415)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip, chunked",
        "gzip\r\nTransfer-Encoding: chunked",
        "deflate, chunked",
        "chunked, chunked"
      })
  void aBodyThatIsPackedForItsTransferIsNotImplemented(String coding) throws Exception {
    for (String path : new String[] {"/v1/detections", "/detect"}) {
      String answer =
          Wire.send(
                  "POST "
                      + path
                      + " HTTP/1.1\r\n"
                      + "Host: a\r\n"
                      + "Content-Type: application/json\r\n"
                      + "Transfer-Encoding: "
                      + coding
                      + "\r\n\r\n0\r\n\r\n")
              .answer();
      assertThat(answer)
          .startsWith("HTTP/1.1 501 ")
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .contains("Transfer-Encoding: expected chunked, found ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, text/html",
    "GET, /playground/main.js, text/javascript",
    "GET, /v1/models, application/json",
    "GET, /q/openapi, application/yaml",
    "GET, /q/metrics, application/openmetrics-text",
    "POST, /v1/detections, application/json",
    "POST, /detect, application/json",
    "POST, /events, application/json",
    "POST, /v2/models/default/infer, application/json"
  })
  void textIsCompressedForWhoAsks(String method, String path, String type) throws Exception {
    byte[] body = new byte[0];
    String[] headers = Http.JSON;
    for (DetectionEndpoint endpoint : DetectionEndpointsIT.REQUESTS) {
      if (DetectionEndpoint.at(path).filter(endpoint::equals).isPresent()) {
        body = body(endpoint, TestImages.png());
        headers =
            endpoint == DetectionEndpoint.CLOUDEVENTS
                ? Http.EVENT
                : endpoint == DetectionEndpoint.DETECTIONS ? new String[] {"A", "b"} : Http.JSON;
      }
    }
    for (HttpClient.Version version : HttpClient.Version.values()) {
      HttpResponse<byte[]> plain = send(version, method, path, body, headers);
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      for (String coding : new String[] {"gzip", "deflate"}) {
        String[] asking = Arrays.copyOf(headers, headers.length + 2);
        asking[headers.length] = "Accept-Encoding";
        asking[headers.length + 1] = coding;
        HttpResponse<byte[]> packed = send(version, method, path, body, asking);
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue(coding);
        assertThat(packed.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        InputStream in = new ByteArrayInputStream(packed.body());
        byte[] unpacked =
            (coding.equals("gzip") ? new GZIPInputStream(in) : new InflaterInputStream(in))
                .readAllBytes();
        assertThat(new String(unpacked, UTF_8))
            .startsWith(new String(plain.body(), UTF_8).substring(0, 9));
      }
    }
  }

  @Test
  void imagesAndProblemsAreNotCompressed() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      String[] png = {"Accept-Encoding", "gzip", "Accept", "image/png"};
      HttpResponse<byte[]> image = send(version, "POST", "/v1/detections", TestImages.png(), png);
      assertThat(image.body()).startsWith(0x89, 'P', 'N', 'G');
      HttpResponse<byte[]> problem =
          send(version, "POST", "/nothing", new byte[0], "Accept-Encoding", "gzip");
      assertThat(Http.problem(problem, 404)).isNotBlank();
    }
  }
}
