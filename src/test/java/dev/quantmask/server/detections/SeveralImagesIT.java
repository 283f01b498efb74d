package dev.quantmask.server.detections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of stills: an answer to each image, in order, whatever is wrong with the others. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class SeveralImagesIT {
  private static final String BOUNDARY = "quantmask-boundary";

  /** By hand, byte by byte. */
  private static byte[] form(List<byte[]> images) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] image : images) {
      body.writeBytes(
          Text.format(
                  "--%s\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                      + "Content-Type: image/png\r\n\r\n",
                  BOUNDARY)
              .getBytes(UTF_8));
      body.writeBytes(image);
      body.writeBytes("\r\n".getBytes(UTF_8));
    }
    body.writeBytes(Text.format("--%s--\r\n", BOUNDARY).getBytes(UTF_8));
    return body.toByteArray();
  }

  private static HttpResponse<byte[]> sendForm(byte[] body, String query) throws Exception {
    return sendForm("/v1/detections/batch" + query, body);
  }

  private static HttpResponse<byte[]> sendForm(String path, byte[] body) throws Exception {
    return Http.send(
        "POST",
        path,
        BodyPublishers.ofByteArray(body),
        "Content-Type",
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  private static HttpResponse<byte[]> sendJson(String body) throws Exception {
    return Http.send(
        "POST", "/v1/detections/batch", Http.bytes(body), "Content-Type", "application/json");
  }

  private static String array(String... elements) {
    return "[" + String.join(",", elements) + "]";
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/detections", "/v1/detections/batch"})
  void aFormIsAnsweredInItsOrder(String path) throws Exception {
    byte[] body =
        form(List.of(TestImages.png(8, 6), TestImages.textCalledPng(), TestImages.png(5, 7)));
    HttpResponse<byte[]> response = sendForm(path + "?minScore=0.6&masks=none", body);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode results = Http.json(response).get("results");
    assertThat(results).hasSize(3);
    assertThat(results.findValuesAsText("status")).containsExactly("200", "422", "200");
    assertThat(results.at("/0/width").intValue()).isEqualTo(8);
    assertThat(results.at("/0/detections")).hasSize(1);
    assertThat(results.at("/1/detail").textValue()).isNotBlank();
    assertThat(results.at("/1").fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail");
    assertThat(results.at("/2/width").intValue()).isEqualTo(5);
  }

  @Test
  void anArrayHasOptionsOfItsOwnForEachImage() throws Exception {
    String one = Http.functionJson(TestImages.png(), ", \"maxDetections\": 1");
    String all = Http.functionJson(TestImages.png(5, 7), ", \"masks\": \"polygon\"");
    JsonNode results = Http.json(sendJson(array(one, "{\"image\": 3}", all))).get("results");

    assertThat(results.findValuesAsText("status")).containsExactly("200", "400", "200");
    assertThat(results.at("/0/detections")).hasSize(1);
    assertThat(results.at("/1/detail").textValue()).isEqualTo("image: expected a text, found 3");
    assertThat(results.at("/2/detections/0").has("polygons")).isTrue();
    JsonNode alone = Http.json(Http.function(all));
    assertThat(results.at("/2/detections")).isEqualTo(alone.get("detections"));
    assertThat(results.at("/2/model")).isEqualTo(alone.get("model"));

    String unknown = Http.functionJson(TestImages.png(), ", \"model\": \"no\"");
    assertThat(Http.json(sendJson(array(unknown))).at("/results/0/status").intValue())
        .isEqualTo(404);
  }

  @Test
  void anErrorInsideIsOneAnswerAndTellsOnlyItsId() throws Exception {
    byte[] crashes = TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 5);
    HttpResponse<byte[]> response = sendForm(form(List.of(crashes, TestImages.png())), "");
    assertThat(Http.json(response).get("results").findValuesAsText("status"))
        .containsExactly("500", "200");
    assertThat(new String(response.body(), UTF_8)).doesNotContain("secret");
  }

  @Test
  void moreThanMayBeAreTurnedAwayBeforeAnyIsLookedAt() throws Exception {
    String expected = "too many images: expected at most 3 in one request";
    byte[] waits = TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 5); // nobody lets it finish
    assertThat(Http.problem(sendForm(form(Collections.nCopies(4, waits)), ""), 413))
        .isEqualTo(expected);
    String json = Http.functionJson(waits, "");
    assertThat(Http.problem(sendJson(array(json, json, json, json)), 413)).isEqualTo(expected);
  }

  @Test
  void imagesWithTooManyPixelsTogetherAreTurnedAwayBeforeAnyIsDecoded() throws Exception {
    String expected =
        "the images have too many pixels: expected at most 10000 in one request"
            + " (quantmask.limits.max-pixels-per-request), found 12000; send fewer images in each";
    byte[] large = TestImages.png(100, 60);
    byte[] body = form(List.of(large, large));
    assertThat(Http.problem(sendForm(body, ""), 413)).isEqualTo(expected);
    String json = Http.functionJson(large, "");
    assertThat(Http.problem(sendJson(array(json, "{\"image\": 3}", json)), 413))
        .isEqualTo(expected);
    String base64 = Base64.getEncoder().encodeToString(large);
    String tensor =
        Text.format(
            "{\"inputs\": [{\"name\": \"encoded_image\", \"datatype\": \"BYTES\", \"shape\": [2],"
                + " \"data\": [\"%s\", \"%s\"]}]}",
            base64, base64);
    HttpResponse<byte[]> inference =
        Http.send(
            "POST",
            "/v2/models/default/infer",
            Http.bytes(tensor),
            "Content-Type",
            "application/json");
    assertThat(inference.statusCode()).isEqualTo(413);
    assertThat(Http.json(inference).get("error").textValue()).isEqualTo(expected);

    assertThat(sendForm(form(List.of(large, TestImages.textCalledPng())), "").statusCode())
        .isEqualTo(200);
    assertThat(Http.raw(TestImages.png(101, 100), "").statusCode()).isEqualTo(200); // alone
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | expected at least one image, found none",
        "{} | expected a JSON array of what /detect takes, found object",
        "[ | the body is not JSON: it ends too early"
      })
  void badArrays(String body, String detail) throws Exception {
    assertThat(Http.problem(sendJson(body), 400)).startsWith(detail);
  }

  @Test
  void badForms() throws Exception {
    assertThat(Http.problem(sendForm(form(List.of()), ""), 400))
        .isEqualTo("expected at least one image, found none");
    for (String body : new String[] {"nonsense", "--" + BOUNDARY + "\r\nContent-Disp"}) {
      assertThat(Http.problem(sendForm(body.getBytes(UTF_8), ""), 400)).isNotBlank();
    }
    String field =
        Text.format(
            "--%s\r\nContent-Disposition: form-data; name=\"minScore\"\r\n\r\n0.5\r\n--%s--\r\n",
            BOUNDARY, BOUNDARY);
    assertThat(Http.problem(sendForm(field.getBytes(UTF_8), ""), 400))
        .isEqualTo("part \"minScore\": expected a file, with a filename; options are in the query");
    assertThat(
            Http.problem(
                Http.send(
                    "POST",
                    "/v1/detections/batch",
                    Http.bytes("x"),
                    "Content-Type",
                    "multipart/form-data"),
                400))
        .startsWith("the body is not a form");
  }

  @Test
  void aImageIsNotTheAnswerToSeveral() throws Exception {
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections/batch",
            BodyPublishers.ofByteArray(form(List.of(TestImages.png()))),
            "Content-Type",
            "multipart/form-data; boundary=" + BOUNDARY,
            "Accept",
            "image/png");
    assertThat(Http.problem(response, 406)).startsWith("Accept: expected application/json");
  }

  @Test
  void optionsOfTheQueryHoldForEachImageThatHasNone() throws Exception {
    String image = Http.functionJson(TestImages.png(), "");
    String other = Http.functionJson(TestImages.png(), ",\"minScore\":0");
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections/batch?minScore=0.6",
            Http.bytes("[" + image + "," + other + "]"),
            "Content-Type",
            "application/json");
    assertThat(Http.json(response).at("/results/0/detections")).hasSize(1);
    assertThat(Http.json(response).at("/results/1/detections")).hasSize(2);
  }
}
