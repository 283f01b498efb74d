package dev.quantmask.server.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames as CloudEvents, byte by byte as Knative sends them, and what a Broker gets back. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class CloudEventIT {
  private static final String SUBJECT = "match/42.png";
  private static final String[] ATTRIBUTES = {
    "ce-specversion", "1.0",
    "ce-type", "dev.quantmask.frame",
    "ce-source", "/games/7",
    "ce-id", "frame-42",
    "ce-subject", SUBJECT
  };

  private static HttpResponse<byte[]> binary(
      String query, byte[] data, String contentType, String... more) throws Exception {
    List<String> headers = new ArrayList<>(List.of(ATTRIBUTES));
    headers.addAll(List.of("Content-Type", contentType));
    headers.addAll(List.of(more));
    return Http.send(
        "POST",
        "/events" + query,
        BodyPublishers.ofByteArray(data),
        headers.toArray(String[]::new));
  }

  private static HttpResponse<byte[]> structured(String json) throws Exception {
    return Http.send(
        "POST",
        "/events",
        Http.bytes(json),
        "Content-Type",
        "application/cloudevents+json; charset=utf-8");
  }

  private static String event(String more) {
    return "{\"specversion\": \"1.0\", \"type\": \"dev.quantmask.frame\", \"source\": \"/games/7\","
        + " \"id\": \"frame-42\", \"subject\": \"match/42.png\""
        + more
        + "}";
  }

  private static String base64(byte[] image) {
    return Base64.getEncoder().encodeToString(image);
  }

  /** The attributes that a Broker needs to send it on, and the detections of the raw endpoint. */
  private static void assertAnswers(HttpResponse<byte[]> response, String rawQuery)
      throws Exception {
    assertThat(response.statusCode()).isEqualTo(200);
    HttpHeaders headers = response.headers();
    assertThat(headers.firstValue("ce-specversion")).hasValue("1.0");
    assertThat(headers.firstValue("ce-type")).hasValue("dev.quantmask.detections");
    assertThat(headers.firstValue("ce-source")).hasValue("urn:quantmask");
    assertThat(headers.firstValue("ce-subject")).hasValue(SUBJECT);
    assertThat(headers.firstValue("ce-causationid")).hasValue("frame-42");
    assertThat(headers.firstValue("ce-id").orElseThrow()).isNotBlank().isNotEqualTo("frame-42");
    assertThat(OffsetDateTime.parse(headers.firstValue("ce-time").orElseThrow())).isNotNull();
    assertThat(headers.allValues("Content-Type")).containsExactly("application/json");
    JsonNode raw = Http.json(Http.raw(TestImages.png(), rawQuery));
    assertThat(Http.json(response).get("detections")).isNotEmpty().isEqualTo(raw.get("detections"));
  }

  @Test
  void anImageInBinaryMode() throws Exception {
    for (String type : new String[] {"image/png", "application/octet-stream"}) {
      assertAnswers(binary("", TestImages.png(), type), "");
    }
    String query = "?minScore=0.6&masks=none";
    assertAnswers(binary(query, TestImages.png(), "image/png"), query);
  }

  @Test
  void theFunctionsJsonInBinaryMode() throws Exception {
    String json = Text.format("{\"image\": \"%s\", \"masks\": \"none\"}", base64(TestImages.png()));
    assertAnswers(binary("", json.getBytes(UTF_8), "application/json"), "?masks=none");
  }

  @Test
  void anImageInStructuredMode() throws Exception {
    String data = ", \"datacontenttype\": \"image/png\", \"data_base64\": \"%s\"";
    assertAnswers(structured(event(Text.format(data, base64(TestImages.png())))), "");
  }

  @Test
  void theFunctionsJsonInStructuredMode() throws Exception {
    for (String type : new String[] {"", ", \"datacontenttype\": \"application/json\""}) {
      String data = ", \"data\": {\"image\": \"%s\", \"masks\": \"none\"}";
      String event = event(type + Text.format(data, base64(TestImages.png())));
      assertAnswers(structured(event), "?masks=none");
    }
  }

  @Test
  void aFrameThatIsDeliveredAgainHasTheSameAnswer() throws Exception {
    String first = id(binary("", TestImages.png(), "image/png"));
    String again = id(binary("", TestImages.png(), "image/png"));
    assertThat(again).isEqualTo(first);

    String structured =
        event(
            Text.format(
                ", \"datacontenttype\": \"image/png\", \"data_base64\": \"%s\"",
                base64(TestImages.png())));
    assertThat(id(structured(structured))).isEqualTo(first);
    assertThat(id(structured(structured.replace("/games/7", "/games/8")))).isNotEqualTo(first);
  }

  private static String id(HttpResponse<byte[]> response) {
    return response.headers().firstValue("ce-id").orElseThrow();
  }

  @Test
  void subjectsThatAreNotAscii() throws Exception {
    String subject = "Spiel \u20ac 42%.png";
    String encoded = "Spiel%20%E2%82%AC%2042%25.png";
    String data = ", \"datacontenttype\": \"image/png\", \"data_base64\": \"%s\"";
    String event = event(Text.format(data, base64(TestImages.png()))).replace(SUBJECT, subject);
    assertThat(structured(event).headers().firstValue("ce-subject")).hasValue(encoded);

    assertThat(binaryOf(encoded).headers().firstValue("ce-subject")).hasValue(encoded);
    // From a sender that encodes nothing.
    assertThat(binaryOf("42%.png").headers().firstValue("ce-subject")).hasValue("42%25.png");
  }

  private static HttpResponse<byte[]> binaryOf(String subject) throws Exception {
    String[] headers = ATTRIBUTES.clone();
    headers[headers.length - 1] = subject;
    return Http.send("POST", "/events", BodyPublishers.ofByteArray(TestImages.png()), headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\": | the body is not JSON: it ends too early",
        "{} | not a CloudEvent: ",
        "[] | not a CloudEvent: expected a JSON object",
        "{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"/\", \"id\": 3, \"data\": {}} | not a CloudEvent: ",
        "{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"a b\", \"id\": \"1\", \"data\": {}} | not a CloudEvent: ",
        "{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"/\", \"id\": \"1\", \"data_base64\": \"%%%\"} | not a CloudEvent: ",
        "{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"/\", \"id\": \"1\", \"time\": \"now\", \"data\": {}} | not a CloudEvent: ",
        "{\"specversion\": \"7.0\", \"type\": \"a\", \"source\": \"/\", \"id\": \"1\"} | not a CloudEvent: ",
        "{\"specversion\": \"1.0\", \"source\": \"/\", \"id\": \"1\"} | not a CloudEvent: ",
        "{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"/\", \"id\": \"1\"} | the event has no data: expected an image, or JSON",
        "{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"/\", \"id\": \"1\", \"data\": {}} | image: expected an image in base64, found none",
        "{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"/\", \"id\": \"1\", \"data\": []} | expected a JSON object, found array",
        "{\"specversion\": \"1.0\", \"type\": \"dev.quantmask.detections\", \"source\": \"/\", \"id\": \"1\", \"data\": {}} | type: an answer of this service has come back to it"
      })
  void badEvents(String json, String detail) throws Exception {
    String found = Http.problem(structured(json), 400);
    assertThat(found).startsWith(detail);
    assertThat(found.strip()).doesNotEndWith(":");
  }

  @Test
  void headersThatMakeNoEvent() throws Exception {
    byte[] png = TestImages.png();
    HttpResponse<byte[]> none =
        Http.send("POST", "/events", BodyPublishers.ofByteArray(png), "Content-Type", "image/png");
    assertThat(Http.problem(none, 400))
        .isEqualTo(
            "not a CloudEvent: expected the header ce-specversion,"
                + " or Content-Type: application/cloudevents+json");
    HttpResponse<byte[]> noId =
        Http.send(
            "POST",
            "/events",
            BodyPublishers.ofByteArray(png),
            "Content-Type",
            "image/png",
            "ce-specversion",
            "1.0",
            "ce-type",
            "a",
            "ce-source",
            "/");
    assertThat(Http.problem(noId, 400)).startsWith("not a CloudEvent: ").contains("id");
    HttpResponse<byte[]> otherVersion =
        Http.send(
            "POST",
            "/events",
            BodyPublishers.ofByteArray(png),
            "Content-Type",
            "image/png",
            "ce-specversion",
            "7.0");
    assertThat(Http.problem(otherVersion, 400)).startsWith("not a CloudEvent: ").contains("7.0");
  }

  @Test
  void emptyBodiesInBinaryMode() throws Exception {
    for (String type : new String[] {"image/png", "application/json"}) {
      assertThat(Http.problem(binary("", new byte[0], type), 400))
          .isEqualTo("the event has no data: expected an image, or JSON");
    }
  }

  @Test
  void dataOfAnotherKind() throws Exception {
    String text = ", \"datacontenttype\": \"text/plain\", \"data\": \"a frame\"";
    assertThat(Http.problem(structured(event(text)), 415))
        .isEqualTo(
            "datacontenttype: expected application/json, or image/* or application/octet-stream,"
                + " found text/plain");
    assertThat(Http.problem(binary("", new byte[] {1}, "application/cloudevents-batch+json"), 415))
        .startsWith("Content-Type: expected a CloudEvent");
  }

  @Test
  void optionsOfTheQueryHoldWhereJsonHasNone() throws Exception {
    byte[] none = Http.functionJson(TestImages.png(), "").getBytes(UTF_8);
    byte[] polygons = Http.functionJson(TestImages.png(), ",\"masks\":\"polygon\"").getBytes(UTF_8);
    String first = "/detections/0";
    assertThat(Http.json(binary("?masks=none", none, "application/json")).at(first).fieldNames())
        .toIterable()
        .doesNotContain("mask", "polygons");
    assertThat(
            Http.json(binary("?masks=none", polygons, "application/json")).at(first).fieldNames())
        .toIterable()
        .contains("polygons");
    assertThat(Http.problem(binary("?masks=bitmap", TestImages.png(), "image/png"), 400))
        .startsWith("masks: expected one of rle, polygon, none");
  }
}
