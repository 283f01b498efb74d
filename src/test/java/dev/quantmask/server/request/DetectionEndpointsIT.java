package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All endpoints: the same answers, the same errors; and after each of them the next request works.
 */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
public class DetectionEndpointsIT {
  /** Those that take an image in a request. */
  public static final Set<DetectionEndpoint> REQUESTS =
      EnumSet.complementOf(
          EnumSet.of(
              DetectionEndpoint.BATCH,
              DetectionEndpoint.STREAM,
              DetectionEndpoint.GRPC,
              DetectionEndpoint.GRPC_STREAM));

  public static HttpResponse<byte[]> send(DetectionEndpoint endpoint, byte[] image)
      throws Exception {
    return switch (endpoint) {
      case FUNQY -> Http.function(image, "");
      case DETECTIONS -> Http.raw(image, "");
      case CLOUDEVENTS -> Http.event(image);
      case OPENINFERENCE -> Http.infer(image);
      case BATCH, STREAM, GRPC, GRPC_STREAM ->
          throw new IllegalArgumentException("not an image: see SeveralImagesIT, StreamIT");
    };
  }

  @AfterEach
  void theNextRequestWorks() throws Exception {
    for (DetectionEndpoint endpoint : REQUESTS) {
      assertThat(send(endpoint, TestImages.png()).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BATCH", "OPENINFERENCE", "STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void answersDetectionsTimingAndModel(DetectionEndpoint endpoint) throws Exception {
    HttpResponse<byte[]> response = send(endpoint, TestImages.png());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    JsonNode json = Http.json(response);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("width", "height", "detections", "timing", "model");
    assertThat(json.get("width").intValue()).isEqualTo(8);
    assertThat(json.get("height").intValue()).isEqualTo(6);
    assertThat(json.at("/detections/0").toString())
        .startsWith("{\"label\":\"cat\",\"classId\":0,\"score\":0.875,\"box\":[0.5,1.0,2.25,3.0],")
        .contains("\"mask\":{\"size\":[6,8],\"counts\":\"");
    assertThat(json.at("/timing/inference").doubleValue()).isEqualTo(12.346);
    assertThat(json.at("/timing").has("load"))
        .isEqualTo(json.at("/timing/coldStart").booleanValue());
    assertThat(json.get("model").toString())
        .isEqualTo(
            "{\"name\":\"fake\",\"scheme\":\"dynamic\",\"precision\":\"int8\",\"device\":\"cpu\",\"sha256\":\"00ff\"}");
  }

  @Test
  void optionsWorkOnBothEndpoints() throws Exception {
    byte[] png = TestImages.png();
    JsonNode function =
        Http.json(
            Http.function(png, ",\"minScore\":0.5,\"maxDetections\":1,\"masks\":\"polygon\""));
    JsonNode raw = Http.json(Http.raw(png, "?minScore=0.5&maxDetections=1&masks=polygon"));

    assertThat(function.get("detections")).hasSize(1).isEqualTo(raw.get("detections"));
    assertThat(Http.json(Http.function(png, ",\"maxDetections\":1.0")).get("detections"))
        .hasSize(1);
    assertThat(function.at("/detections/0").has("polygons")).isTrue();
    JsonNode raws = Http.json(Http.raw(png, "?classAgnosticNms=true")).get("detections");
    assertThat(Http.json(Http.function(png, ",\"classAgnosticNms\":true")).get("detections"))
        .hasSize(1)
        .isEqualTo(raws);
    JsonNode bare = Http.json(Http.raw(png, "?minScore=0.6&masks=none"));
    assertThat(bare.get("detections")).hasSize(1);
    assertThat(bare.at("/detections/0").has("mask")).isFalse();
  }

  /** One block: what is everywhere is nowhere more important. */
  @Test
  void theMapOfAnEncoderIsAnsweredByEveryEndpoint() throws Exception {
    byte[] png = TestImages.png();
    String map =
        "{\"width\":16,\"height\":12,\"block\":16,\"columns\":1,\"rows\":1,\"offsets\":\"AA==\","
            + "\"background\":0,\"regions\":[]}";
    String options = "{\"width\":16,\"height\":12}";
    String query = "?masks=none&roi=" + URLEncoder.encode(options, StandardCharsets.UTF_8);
    JsonNode raw = Http.json(Http.raw(png, query));
    assertThat(raw.get("roi").toString()).isEqualTo(map);
    assertThat(raw.at("/detections/0").has("mask")).isFalse();
    JsonNode function = Http.json(Http.function(png, ",\"roi\":" + options));
    assertThat(function.get("roi").toString()).isEqualTo(map);
    assertThat(function.at("/detections/0").has("mask")).isTrue();

    String wrong = "roi.block: expected 8, 16, 32 or 64, found 7";
    assertThat(Http.problem(Http.raw(png, "?roi=%7B%22block%22:7%7D"), 400)).isEqualTo(wrong);
    assertThat(Http.problem(Http.function(png, ",\"roi\":{\"block\":7}"), 400)).isEqualTo(wrong);
    assertThat(Http.problem(Http.function(png, ",\"roi\":{\"weights\":{\"kat\":1}}"), 422))
        .isEqualTo("roi.weights.kat: the model has no such class; expected one of cat, dog or *");
  }

  @Test
  void theRawEndpointAnswersAImageToWhoAsksForOne() throws Exception {
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections",
            BodyPublishers.ofByteArray(TestImages.png()),
            "Content-Type",
            "image/png",
            "Accept",
            "image/png");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(response.body())).getWidth()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "image/png;q=0.1, application/json"})
  void theRawEndpointAnswersJsonToAnybodyElse(String accept) throws Exception {
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections",
            BodyPublishers.ofByteArray(TestImages.png()),
            "Accept",
            accept);
    assertThat(Http.json(response).get("detections")).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BATCH", "OPENINFERENCE", "STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void imagesThatCannotBeUsedAreUnprocessable(DetectionEndpoint endpoint) throws Exception {
    for (byte[] image :
        new byte[][] {
          TestImages.textCalledPng(), TestImages.truncatedJpeg(), TestImages.pngBomb()
        }) {
      assertThat(Http.problem(send(endpoint, image), 422)).isNotBlank();
    }
  }

  @Test
  void emptyBodies() throws Exception {
    assertThat(Http.problem(Http.raw(new byte[0], ""), 400))
        .isEqualTo("the body is empty: expected the bytes of an image");
    for (String body : new String[] {"", "  \n"}) {
      assertThat(Http.problem(Http.function(body), 400))
          .isEqualTo("the body is empty: expected a JSON object");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"image\": | the body is not JSON: it ends too early (line 1, column",
        "{\"image\" 3} | the body is not JSON: a value, a name or a separator is wrong (line 1, column 10)",
        "nonsense | the body is not JSON: a value, a name or a separator is wrong (line 1, column",
        "{\"minScore\": NaN} | the body is not JSON: a value, a name or a separator is wrong (line 1, column 17)",
        "{} {} | the body is not JSON: expected nothing behind the value",
        "[] | expected a JSON object, found array",
        "null | expected a JSON object, found null",
        "3 | expected a JSON object, found 3",
        "{} | image: expected an image in base64, found none",
        "{\"image\": 3} | image: expected a text, found 3",
        "{\"image\": \"%%%\"} | image: not base64, as RFC 4648, section 4, has it",
        "{\"image\": \"\"} | image: expected an image in base64, found none",
        "{\"minScore\": \"0.5\"} | minScore: expected a number, found the text \"0.5\"",
        "{\"minScore\": \"NaN\"} | minScore: expected a number, found the text \"NaN\"",
        "{\"minScore\": 1.5} | minScore: expected a number from 0 to 1, found 1.5",
        "{\"minScore\": -0.1} | minScore: expected a number from 0 to 1, found -0.1",
        "{\"classAgnosticNms\": \"true\"} | classAgnosticNms: expected true or false, found the text \"true\"",
        "{\"maxDetections\": 0} | maxDetections: expected a whole number from 1 to 2147483647, found 0",
        "{\"maxDetections\": 1e99} | maxDetections: expected a whole number from 1 to 2147483647, found",
        "{\"maxDetections\": 1.5} | maxDetections: expected a whole number from 1 to 2147483647, found 1.5",
        "{\"maxDetections\": []} | maxDetections: expected a whole number from 1 to 2147483647, found array",
        "{\"masks\": true} | masks: expected a text, found true",
        "{\"masks\": \"bitmap\"} | masks: expected one of rle, polygon, none, found \"bitmap\"",
        "{\"model\": 1} | model: expected a text, found 1",
        "{\"minscore\": 1} | minscore: no such option; expected one of classAgnosticNms, image, masks, maxDetections"
      })
  void badJson(String body, String detail) throws Exception {
    assertThat(Http.problem(Http.function(body), 400)).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?minScore=NaN | minScore: expected a number from 0 to 1, found \"NaN\"",
        "?minScore=high | minScore: expected a number from 0 to 1, found \"high\"",
        "?minScore=1.5 | minScore: expected a number from 0 to 1, found 1.5",
        "?minScore=1e999999999 | minScore: expected a number from 0 to 1, found Infinity",
        "?minScore= | minScore: expected a number from 0 to 1, found \"\"",
        "?classAgnosticNms=yes | classAgnosticNms: expected true or false, found \"yes\"",
        "?maxDetections=0 | maxDetections: expected a whole number from 1 to 2147483647, found 0",
        "?maxDetections=1e99 | maxDetections: expected a whole number from 1 to 2147483647, found",
        "?masks=bitmap | masks: expected one of rle, polygon, none, found \"bitmap\"",
        "?masks=rle&masks=none | masks: expected one value, found 2",
        "?threshold=1 | threshold: no such option; expected one of classAgnosticNms, masks, maxDetections, minScore, model, roi",
        "?model=a&model=b | model: expected one value, found 2"
      })
  void badQuery(String query, String detail) throws Exception {
    assertThat(Http.problem(Http.raw(TestImages.png(), query), 400)).startsWith(detail);
  }

  @Test
  void contentTypesAreChecked() throws Exception {
    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      for (String path : new String[] {"/detect", "/v1/detections", "/events"}) {
        HttpResponse<byte[]> response =
            Http.send("POST", path, Http.bytes("a=b"), "Content-Type", type);
        assertThat(Http.problem(response, 415))
            .startsWith("Content-Type: expected ")
            .endsWith(type);
      }
    }
  }

  @Test
  void onlyPostIsTaken() throws Exception {
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      for (String path : new String[] {"/detect", "/v1/detections", "/events"}) {
        HttpResponse<byte[]> response = Http.send(method, path, BodyPublishers.noBody());
        assertThat(Http.problem(response, 405)).isEqualTo("expected POST, found " + method);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/v1/nothing", "/detect/more", "/v1/detections/more"})
  void nothingElseIsThere(String path) throws Exception {
    Http.problem(Http.send("POST", path, Http.bytes("{}")), 404);
    Http.problem(Http.send("GET", path, BodyPublishers.noBody()), 404);
  }

  @Test
  void thePageTakesNothing() throws Exception {
    Http.problem(Http.send("POST", "/", Http.bytes("{}")), 405);
  }

  @Test
  void otherAnswersAreNotAcceptable() throws Exception {
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections",
            BodyPublishers.ofByteArray(TestImages.png()),
            "Accept",
            "text/html");
    Http.problem(response, 406);
  }

  @Test
  void largeBodiesAreTurnedAway() throws Exception {
    byte[] large = new byte[Profiles.Serving.MAX_BODY + 1];
    for (String path : new String[] {"/detect", "/v1/detections", "/events"}) {
      String expected = "the body is too large: expected at most 262144 bytes";
      assertThat(Http.problem(Http.send("POST", path, BodyPublishers.ofByteArray(large)), 413))
          .isEqualTo(expected);
      assertThat(Http.problem(Http.send("POST", path, Http.chunked(large)), 413))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BATCH", "OPENINFERENCE", "STREAM", "GRPC", "GRPC_STREAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void anUnexpectedErrorTellsOnlyItsId(DetectionEndpoint endpoint) throws Exception {
    HttpResponse<byte[]> response =
        send(endpoint, TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 5));
    String detail = Http.problem(response, 500);
    String id = Http.json(response).get("instance").textValue().replace("urn:uuid:", "");
    assertThat(detail).endsWith(id).doesNotContain("secret");
  }

  @Test
  void isReadyAndAlive() throws Exception {
    for (String path : new String[] {"/q/health/ready", "/q/health/live"}) {
      HttpResponse<byte[]> response = Http.send("GET", path, BodyPublishers.noBody());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(Http.json(response).get("status").textValue()).isEqualTo("UP");
    }
  }
}
