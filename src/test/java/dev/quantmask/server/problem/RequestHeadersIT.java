package dev.quantmask.server.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.DetectionEndpointsIT;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a request, and where its time went, in its answer's headers and in the log. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class RequestHeadersIT {
  private static final List<String> BODIES =
      List.of("/detect", "/v1/detections", "/events", "/v2/models/default/infer");
  private static final List<String> PAGES =
      List.of(
          "/", "/v1/models", "/v2", "/v2/models/default", "/q/health", "/q/metrics", "/nothing");
  private static final List<String> ODD_VALUES =
      List.of(
          "",
          ",",
          ";",
          "/",
          "a/",
          "image/",
          "*",
          "*/",
          "a/b;q",
          "a/b;q=x",
          "image/png;q=9",
          "\"",
          "a=\"",
          "%zz",
          "-1",
          "99999999999999999999",
          "bytes=5-1",
          "Basic !",
          "\u00e4",
          "{}",
          "x".repeat(5_000));

  private static HttpResponse<byte[]> send(DetectionEndpoint endpoint) throws Exception {
    return DetectionEndpointsIT.send(endpoint, TestImages.png());
  }

  private static HttpResponse<byte[]> named(String id, byte[] image) throws Exception {
    return Http.send(
        "POST", "/v1/detections", BodyPublishers.ofByteArray(image), "X-Request-Id", id);
  }

  private static String id(HttpResponse<byte[]> response) {
    assertThat(response.headers().allValues("X-Request-Id")).hasSize(1);
    return response.headers().firstValue("X-Request-Id").orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BATCH", "OPENINFERENCE", "STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void timesOfPhasesAreThoseOfTheAnswer(DetectionEndpoint endpoint) throws Exception {
    send(endpoint); // the model is loaded
    HttpResponse<byte[]> response = send(endpoint);
    Map<String, Double> times = times(response);
    assertThat(times.keySet())
        .containsExactly("decode", "queue", "inference", "postprocess", "encode", "total");
    Http.json(response)
        .path("timing") // not every endpoint's answer has it
        .fields()
        .forEachRemaining(
            field -> {
              if (times.containsKey(field.getKey()) && !field.getKey().equals("total")) {
                assertThat(times.get(field.getKey()))
                    .as(field.getKey())
                    .isCloseTo(field.getValue().doubleValue(), within(0.0011));
              }
            });
    assertThat(times).containsEntry("inference", 12.346);
  }

  private static Map<String, Double> times(HttpResponse<byte[]> response) {
    Map<String, Double> times = new LinkedHashMap<>();
    for (String metric : response.headers().firstValue("Server-Timing").orElseThrow().split(", ")) {
      String[] parts = metric.split(";dur=");
      times.put(parts[0], Double.valueOf(parts[1]));
    }
    return times;
  }

  @Test
  void whatWasNotDetectedHasNoTimes() throws Exception {
    assertThat(Http.raw(new byte[] {1}, "").headers().firstValue("Server-Timing")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BATCH", "STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void aRequestWithoutIdGetsOne(DetectionEndpoint endpoint) throws Exception {
    String first = id(send(endpoint));
    assertThat(UUID.fromString(first)).isNotNull();
    assertThat(id(send(endpoint))).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "game-7/frame:42", "Root=1-67891233-abcdef012345678912345678", "a.b_c@d+e"})
  void aWellFormedIdIsKept(String id) throws Exception {
    assertThat(id(named(id, TestImages.png()))).isEqualTo(id);
    assertThat(id(named(id, new byte[] {1}))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "<script>", "a\"b", "{}", "${x}", "%0a", "\u00e4", ","})
  void anotherIsReplaced(String id) throws Exception {
    assertThat(UUID.fromString(id(named(id, TestImages.png())))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/",
        "/png",
        "image",
        "/",
        "image/jpeg, image/png",
        "image/jpeg image/png",
        "image/p(n)g",
        "image/png; a",
        "image/png; a=\"b",
        "image/png; =b",
        "image/png a=b",
        "application/json/x+json",
        "application/json, x+json",
        "+json"
      })
  void aContentTypeThatIsNoneIsNotSupported(String type) throws Exception {
    for (String path : BODIES) {
      HttpResponse<byte[]> response =
          Http.send(
              "POST",
              path,
              BodyPublishers.ofByteArray(TestImages.png()),
              "Content-Type",
              type,
              "ce-specversion",
              "1.0");
      assertThat(response.statusCode()).as(path).isEqualTo(415);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "IMAGE/x-y.z+a",
        "image/*",
        "image/png;",
        "image/png; a=b;c=\"d;\\\"e\" ; f=g",
        "application/octet-stream;charset=utf-8"
      })
  void parametersAreNoneOfItsBusiness(String type) throws Exception {
    for (String value : new String[] {type, type + ";a=\"" + "b".repeat(10_000) + "\""}) {
      assertThat(
              Http.send(
                      "POST",
                      "/v1/detections",
                      BodyPublishers.ofByteArray(TestImages.png()),
                      "Content-Type",
                      value)
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Access-Control-Request-Method",
        "Authorization",
        "Cache-Control",
        "Content-Language",
        "Content-Type",
        "Content-Encoding",
        "Cookie",
        "Date",
        "Expect",
        "Forwarded",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Unmodified-Since",
        "Inference-Header-Content-Length",
        "Origin",
        "Range",
        "TE",
        "Trailer",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
        "X-HTTP-Method-Override",
        "X-Request-Timeout-Ms",
        "baggage",
        "ce-specversion",
        "ce-time",
        "ce-datacontenttype",
        "traceparent",
        "tracestate"
      })
  void noValueOfAHeaderIsTheServicesFault(String header) throws Exception {
    for (String value : ODD_VALUES) {
      for (String path : BODIES) {
        String request = "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n";
        request += header.equals("Content-Type") ? "" : "Content-Type: application/json\r\n";
        assertNotOurs(request, header, value, "{}");
      }
      for (String path : PAGES) {
        assertNotOurs("GET " + path + " HTTP/1.1\r\nHost: a\r\n", header, value, "");
      }
    }
  }

  private static void assertNotOurs(String request, String header, String value, String body)
      throws Exception {
    assertThat(Wire.send(request + header + ": " + value + "\r\n\r\n" + body).answer())
        .as(request + header + ": " + value)
        .matches("(?s)HTTP/1\\.1 (100|[234]\\d\\d) .*");
  }

  @Test
  void aLongOneIsReplaced() throws Exception {
    assertThat(id(named("a".repeat(128), TestImages.png()))).hasSize(128);
    assertThat(id(named("a".repeat(129), TestImages.png()))).hasSize(36);
  }

  @Test
  void errorsBeforeAndBesideTheEndpointsHaveOne() throws Exception {
    assertThat(id(Http.send("GET", "/detect", BodyPublishers.noBody()))).isNotEmpty();
    assertThat(id(Http.send("GET", "/nothing", BodyPublishers.noBody()))).isNotEmpty();
    assertThat(id(Http.raw(new byte[Profiles.Serving.MAX_BODY + 1], ""))).isNotEmpty();
  }

  @Test
  void theLogOfAFailureHasTheId() throws Exception {
    List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            ExtLogRecord copy = ExtLogRecord.wrap(logged);
            copy.copyMdc();
            records.add(copy);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(ProblemMapping.class.getName());
    logger.addHandler(handler);
    try {
      byte[] crashing = TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 6);
      HttpResponse<byte[]> response = named("game-7", crashing);
      String instance = Http.json(response).get("instance").textValue();
      assertThat(records).hasSize(1);
      assertThat(records.get(0).getMdc(RequestId.LOG_KEY)).isEqualTo("game-7");
      assertThat(records.get(0).getFormattedMessage())
          .contains(instance.substring("urn:uuid:".length()));

      // One name is enough where the request's is one that can stand there.
      String id = id(Http.function(crashing, ""));
      assertThat(records).hasSize(2);
      assertThat(records.get(1).getMdc(RequestId.LOG_KEY)).isEqualTo(id);
      assertThat(records.get(1).getFormattedMessage()).contains(id);
    } finally {
      logger.removeHandler(handler);
    }
  }
}
