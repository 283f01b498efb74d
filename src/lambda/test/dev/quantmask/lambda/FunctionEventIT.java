package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function's JSON as the event, and what is no event; after each the next one works. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class FunctionEventIT {
  private static String event(byte[] image, String more) {
    return Text.format("{\"image\": \"%s\"%s}", Base64.getEncoder().encodeToString(image), more);
  }

  @AfterEach
  void theNextEventWorks() throws Exception {
    assertThat(Lambda.invoke(event(TestImages.png(), "")).get("detections")).hasSize(2);
  }

  @Test
  void answersAsTheFunctionDoes() throws Exception {
    JsonNode answer =
        Lambda.invoke(event(TestImages.png(), ", \"minScore\": 0.6, \"masks\": \"none\""));
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactly("width", "height", "detections", "timing", "model");
    assertThat(answer.at("/detections").toString())
        .isEqualTo(
            "[{\"label\":\"cat\",\"classId\":0,\"score\":0.875,\"box\":[0.5,1.0,2.25,3.0]}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | nonsense | the body is not JSON: a value, a name or a separator is wrong",
        "400 | {} | image: expected an image in base64, found none",
        "400 | {\"image\": \"%%%\"} | image: not base64, as RFC 4648, section 4, has it",
        "400 | {\"image\": \"AA==\", \"masks\": \"bitmap\"} | masks: expected one of rle, polygon, none",
        "422 | {\"image\": \"AAAA\"} | not",
        "404 | {\"image\": \"AAAA\", \"model\": \"x\"} | model: expected one of default, found \"x\"",
        "400 | [1] | expected a JSON object, found array",
        "400 | {\"Records\": [{\"eventSource\": null}]} | Records[0].eventSource: expected aws:s3, found \"\"",
        "400 | {\"Records\": [{\"eventSource\": \"aws:s3\", \"eventName\": null}]} | Records[0].eventName: expected ObjectCreated, found \"\"",
        "400 | {\"Records\": [{\"eventSource\": \"aws:s3\", \"eventName\": \"ObjectRemoved:Delete\"}]} | Records[0].eventName: expected ObjectCreated, found \"ObjectRemoved:Delete\"",
        "400 | {\"Records\": [{\"eventSource\": \"aws:s3\", \"eventName\": \"ObjectCreated:Put\"}]} | Records[0].s3.bucket.name: expected a text, found none"
      })
  void whatIsWrongIsTheMessageOfTheFailedInvocation(int status, String event, String detail)
      throws Exception {
    assertThat(Lambda.problem(Lambda.failure(event), status)).startsWith(detail);
  }

  @Test
  void largeImagesAreTurnedAway() throws Exception {
    assertThat(Lambda.problem(Lambda.failure(event(new byte[512 * 1024 + 1], "")), 413))
        .isEqualTo("the image is too large: expected at most 524288 bytes, found 524289");
  }
}
