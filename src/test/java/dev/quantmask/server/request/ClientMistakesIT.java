package dev.quantmask.server.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Large and odd bodies, with the limits that are there without configuration: 4xx, in our words.
 */
@QuarkusTest
@TestProfile(Profiles.Models.class)
class ClientMistakesIT {
  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final String[] CLOUD_EVENT = {"Content-Type", "application/cloudevents+json"};

  @Inject DetectionServer server;

  @AfterEach
  void nothingIsHeldAndTheNextRequestWorks() throws Exception {
    Http.awaitNoBodies(server);
    assertThat(Http.raw(TestImages.png(), "?model=good").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<byte[]> post(String path, byte[] body, String... headers)
      throws Exception {
    return Http.send("POST", path, BodyPublishers.ofByteArray(body), headers);
  }

  private static String problem(HttpResponse<byte[]> response, int status) throws Exception {
    assertThat(response.body()).hasSizeLessThan(1_000);
    String detail = Http.problem(response, status);
    assertThat(detail)
        .doesNotContainIgnoringCase("redacted", "source:", "jackson", "netty", "cloudeventrw")
        .doesNotContain("Caused by", "feature");
    return detail;
  }

  static String[] boundaries() {
    return new String[] {
      "",
      "; boundary=",
      "; boundary=\"\"",
      "; boundary",
      "; boundary=" + "B".repeat(5_000),
      "; boundary=\"",
      "; boundary=;",
      "; boundary= ",
      "; charset=nothing; boundary=C"
    };
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void aBoundaryThatIsNoneIsABadRequest(String boundary) throws Exception {
    byte[] form =
        "--B\r\nContent-Disposition: form-data; name=a; filename=a\r\n\r\nx\r\n--B--\r\n"
            .getBytes(UTF_8);
    String type = "multipart/form-data" + boundary;
    assertThat(problem(post("/v1/detections/batch", form, "Content-Type", type), 400)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data",
        "Content-Disposition: form-data; name=a; filename*=x''%zz",
        "Content-Disposition: form-data; name=a; filename=b\r\nContent-Type: image/png; charset=x",
        "Content-Disposition: form-data; name=a; filename=b\r\nContent-Transfer-Encoding: x",
        "Content-Disposition: form-data; name=a; filename=b\r\nContent-Length: 99999999999999999999",
        "Content-Disposition: form-data; name=a\r\nContent-Type: multipart/mixed; boundary=",
        "Content-Disposition",
        ":",
        ""
      })
  void aPartThatIsNoneIsABadRequest(String head) throws Exception {
    byte[] form = ("--B\r\n" + head + "\r\n\r\nx\r\n--B--\r\n").getBytes(UTF_8);
    HttpResponse<byte[]> response =
        post("/v1/detections/batch", form, "Content-Type", "multipart/form-data; boundary=B");
    assertThat(response.statusCode())
        .isIn(200, 400); // a file of one byte is one that cannot be read
    assertThat(new String(response.body(), UTF_8)).doesNotContain("Exception", "netty");
  }

  @Test
  void anArrayIsReadNoFurtherThanTheImageThatIsTooMany() throws Exception {
    for (String rest : new String[] {"{}]", "{},".repeat(3_000_000) + "{}]", "this is not JSON"}) {
      byte[] body = ("[" + "{},".repeat(16) + "{}," + rest).getBytes(StandardCharsets.US_ASCII);
      assertThat(problem(post("/v1/detections/batch", body, JSON), 413))
          .isEqualTo("too many images: expected at most 16 in one request");
    }
  }

  @ParameterizedTest
  @CsvSource({"/detect, 400", "/events, 400", "/v2/models/good/infer, 400"})
  void manySmallValuesAreNotHeldAsATree(String path, int status) throws Exception {
    String many = "{},".repeat(3_000_000) + "{}";
    String[] type = path.equals("/events") ? CLOUD_EVENT : JSON;
    for (String body :
        new String[] {
          "{\"image\":[" + many + "]}",
          "{\"parameters\":{\"minScore\":[" + many + "]}}",
          "{\"outputs\":[" + many + "]}"
        }) {
      HttpResponse<byte[]> response = post(path, body.getBytes(StandardCharsets.US_ASCII), type);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).hasSizeLessThan(1_000);
    }
  }

  @Test
  void aLongTextIsNotSentBack() throws Exception {
    String large = "A".repeat(30 << 20);
    String image = Base64.getEncoder().encodeToString(TestImages.png());
    assertThat(problem(Http.function("{\"image\":\"" + large + "\"}"), 422)).isNotBlank();
    assertThat(
            problem(
                Http.function("{\"image\":\"" + image + "\",\"model\":\"" + large + "\"}"), 404))
        .startsWith("model: expected one of ");
    assertThat(problem(Http.function("{\"" + large + "\":1}"), 400))
        .startsWith("the body is not JSON: nested too deep, too many values, or a number or name");
    assertThat(problem(Http.function("{\"masks\":\"" + large + "\"}"), 400)).isNotBlank();
    HttpResponse<byte[]> id =
        post("/v2/models/good/infer", ("{\"id\":\"" + large + "\"}").getBytes(UTF_8), JSON);
    assertThat(Http.json(id).get("error").textValue())
        .isEqualTo("id: expected at most 1024 characters, found 31457280");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\": \"LONG\" | id: expected at most 1024 characters, found 100000",
        "\"id\": \"1\", \"subject\": \"LONG\" | subject: expected at most 1024 characters, found 100000",
        "\"id\": \"\" | id: expected a text, found none",
        "\"id\": 3 | id: expected a text, found none",
        "\"id\": \"1\", \"source\": \"a b\" | expected attributes as their specification has them",
        "\"id\": \"1\", \"time\": \"now\" | expected attributes as their specification has them",
        "\"id\": \"1\", \"data\": 1, \"data_base64\": \"AA==\" | expected attributes as their",
        "\"id\": \"1\", \"data_base64\": \"%%%\" | expected attributes as their specification",
        "\"id\": \"1\", \"data_base64\": 1 | expected attributes as their specification",
        "\"id\": \"1\", \"UPPER\": 1 | expected attributes as their specification",
        "\"id\": \"1\", \"n\": 1.5 | expected attributes as their specification"
      })
  void whatIsWrongWithACloudEventIsSaidInOurWords(String attributes, String detail)
      throws Exception {
    String source = attributes.contains("\"source\"") ? "" : "\"source\": \"/\", ";
    String event =
        "{\"specversion\": \"1.0\", \"type\": \"a\", "
            + source
            + attributes.replace("LONG", "i".repeat(100_000))
            + "}";
    assertThat(problem(post("/events", event.getBytes(UTF_8), CLOUD_EVENT), 400))
        .startsWith("not a CloudEvent: " + detail);
  }
}
