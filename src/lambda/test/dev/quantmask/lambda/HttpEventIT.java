package dev.quantmask.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Collections;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of a function URL and of API Gateway. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class HttpEventIT {
  private static JsonNode raw(String query) throws Exception {
    return Lambda.invoke(
        Lambda.request("/v1/detections", query, "image/png", TestImages.png()).toString());
  }

  private static ObjectNode accepting(String accept, byte[] image) {
    ObjectNode event = Lambda.request("/v1/detections", "", "image/png", image);
    event.withObject("/headers").put("accept", accept);
    return event;
  }

  @Test
  void anImageIsAnsweredWithDetections() throws Exception {
    JsonNode response = raw("minScore=0.6&masks=none");
    assertThat(response.get("statusCode").intValue()).isEqualTo(200);
    assertThat(response.at("/headers/Content-Type").textValue()).startsWith("application/json");
    assertThat(response.get("isBase64Encoded").booleanValue()).isFalse();
    JsonNode answer = Lambda.MAPPER.readTree(response.get("body").textValue());
    assertThat(answer.at("/detections").toString())
        .isEqualTo(
            "[{\"label\":\"cat\",\"classId\":0,\"score\":0.875,\"box\":[0.5,1.0,2.25,3.0]}]");
  }

  @Test
  void jsonIsTakenPlainAndInBase64() throws Exception {
    String body = Text.format("{\"image\": \"%s\"}", base64(TestImages.png()));
    ObjectNode event = Lambda.request("/detect", "", "application/json", body.getBytes(UTF_8));
    JsonNode inBase64 = Lambda.invoke(event.toString());
    JsonNode plain =
        Lambda.invoke(event.put("body", body).put("isBase64Encoded", false).toString());
    for (JsonNode response : new JsonNode[] {inBase64, plain}) {
      JsonNode answer = Lambda.MAPPER.readTree(response.get("body").textValue());
      assertThat(answer.get("detections")).hasSize(2);
    }
  }

  @Test
  void theStageOfApiGatewayIsNotPartOfThePath() throws Exception {
    ObjectNode event = Lambda.request("/prod/v1/detections", "", "image/png", TestImages.png());
    Lambda.problem(Lambda.invoke(event.toString()), 404);
    event.withObject("/requestContext").put("stage", "prod");
    assertThat(Lambda.invoke(event.toString()).get("statusCode").intValue()).isEqualTo(200);
  }

  @Test
  void aImageIsAnsweredInBase64() throws Exception {
    JsonNode response = Lambda.invoke(accepting("image/png", TestImages.png()).toString());
    assertThat(response.at("/headers/Content-Type").textValue()).isEqualTo("image/png");
    assertThat(response.get("isBase64Encoded").booleanValue()).isTrue();
    byte[] image = Base64.getDecoder().decode(response.get("body").textValue());
    assertThat(ImageIO.read(new ByteArrayInputStream(image)).getWidth()).isEqualTo(8);
  }

  /** A JPEG of 9 megapixels fits into a request, and its PNG not into a response. */
  @Test
  void aResponseThatLambdaWouldCutOffIsRefused() throws Exception {
    ObjectNode event = accepting("image/png", LargeImage.jpeg(4400, 2475, 0.6f));
    assertThat(Lambda.problem(Lambda.invoke(event.toString()), 413))
        .matches("the answer has \\d+ bytes, and Lambda lets 6291456 pass: .*")
        .contains("ask for application/json");
    event.withObject("/headers").put("accept", "image/png;q=0.5, application/json");
    assertThat(Lambda.invoke(event.toString()).get("statusCode").intValue()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "minScore=high | minScore: expected a number from 0 to 1, found \"high\"",
        "minScore=%2 | the address cannot be read",
        "masks=rle&masks=none | masks: expected one value, found 2",
        "threshold=1 | threshold: no such option; expected one of classAgnosticNms, masks, maxDetections"
      })
  void badQuery(String query, String detail) throws Exception {
    assertThat(Lambda.problem(raw(query), 400)).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "404 | /nothing | image/png | no such endpoint; send images to POST /v1/detections, /detect or",
        "400 | /events | image/png | not a CloudEvent",
        "415 | /v1/detections | text/plain | Content-Type: expected image/* or application/octet-stream, or several",
        "400 | /detect | application/json | the body is not JSON"
      })
  void badRequests(int status, String path, String type, String detail) throws Exception {
    ObjectNode event = Lambda.request(path, "", type, TestImages.png());
    assertThat(Lambda.problem(Lambda.invoke(event.toString()), status)).startsWith(detail);
  }

  @Test
  void imagesThatCannotBeUsedAreUnprocessable() throws Exception {
    for (byte[] image : new byte[][] {TestImages.truncatedJpeg(), TestImages.pngBomb()}) {
      ObjectNode event = Lambda.request("/v1/detections", "", "image/png", image);
      assertThat(Lambda.problem(Lambda.invoke(event.toString()), 422)).isNotBlank();
    }
  }

  @Test
  void emptyAndBrokenBodies() throws Exception {
    ObjectNode event = Lambda.request("/v1/detections", "", "image/png", new byte[0]);
    assertThat(Lambda.problem(Lambda.invoke(event.toString()), 400))
        .isEqualTo("the body is empty: expected the bytes of an image");
    event.put("body", "%%%");
    assertThat(Lambda.problem(Lambda.invoke(event.toString()), 400)).startsWith("body: not base64");
  }

  @Test
  void onlyPostIsTaken() throws Exception {
    ObjectNode event = Lambda.request("/v1/detections", "", "image/png", TestImages.png());
    event.withObject("/requestContext/http").put("method", "GET");
    JsonNode response = Lambda.invoke(event.toString());
    assertThat(Lambda.problem(response, 405)).isEqualTo("expected POST, found GET");
    assertThat(response.at("/headers/Allow").textValue()).isEqualTo("POST, OPTIONS");
  }

  @Test
  void aRequestWithTooManyImagesIsRefused() throws Exception {
    String image = Text.format("{\"image\": \"%s\"}", base64(TestImages.png()));
    String batch = "[" + String.join(",", Collections.nCopies(17, image)) + "]";
    ObjectNode event =
        Lambda.request("/v1/detections", "", "application/json", batch.getBytes(UTF_8));
    assertThat(Lambda.problem(Lambda.invoke(event.toString()), 413))
        .isEqualTo("too many images: expected at most 16 in one request");
  }

  @Test
  void theTimeoutOfARequestIsHeard() throws Exception {
    ObjectNode event = Lambda.request("/v1/detections", "", "image/png", TestImages.png());
    event.withObject("/headers").put("x-request-timeout-ms", "soon");
    assertThat(Lambda.problem(Lambda.invoke(event.toString()), 400))
        .startsWith("X-Request-Timeout-Ms: expected a whole number from 1 to 30000");
    event.put("rawPath", "/q/health/live").withObject("/requestContext/http").put("method", "GET");
    event.put("body", "");
    assertThat(Lambda.invoke(event.toString()).get("statusCode").intValue()).isEqualTo(200);
  }

  @Test
  void anUnexpectedErrorTellsOnlyItsId() throws Exception {
    ObjectNode event = Lambda.request("/v1/detections", "", "image/png", TestImages.png(13, 5));
    assertThat(Lambda.problem(Lambda.invoke(event.toString()), 500)).doesNotContain("secret");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
