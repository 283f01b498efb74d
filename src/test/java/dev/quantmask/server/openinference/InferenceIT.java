package dev.quantmask.server.openinference;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol, byte by byte. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class InferenceIT {
  private static final String INFER = "/v2/models/default/infer";
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private static String get(String path, int status) throws Exception {
    HttpResponse<byte[]> response = Http.send("GET", path, BodyPublishers.noBody());
    assertThat(response.statusCode()).as(path).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    return new String(response.body(), UTF_8);
  }

  private static HttpResponse<byte[]> inferJson(String body) throws Exception {
    return Http.send("POST", INFER, Http.bytes(body), "Content-Type", "application/json");
  }

  private static HttpResponse<byte[]> inferBinary(String json, byte[] tensor) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.getBytes(UTF_8));
    body.writeBytes(tensor);
    return Http.send(
        "POST",
        INFER,
        BodyPublishers.ofByteArray(body.toByteArray()),
        JSON_LENGTH,
        Integer.toString(json.length()),
        "Content-Type",
        "application/octet-stream");
  }

  private static String error(HttpResponse<byte[]> response, int status) throws Exception {
    assertThat(response.statusCode()).as(new String(response.body(), ISO_8859_1)).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    JsonNode json = Http.json(response);
    assertThat(json.fieldNames()).toIterable().containsExactly("error");
    return json.get("error").textValue();
  }

  @Test
  void tellsAboutItself() throws Exception {
    assertThat(get("/v2/health/live", 200)).isEqualTo("{\"live\":true}");
    assertThat(get("/v2/health/ready", 200)).isEqualTo("{\"ready\":true}");
    assertThat(get("/v2", 200))
        .startsWith("{\"name\":\"quantmask\",\"version\":\"")
        .endsWith(
            "\",\"extensions\":[\"binary_tensor_data\",\"model_configuration\",\"model_repository\",\"statistics\"]}");
    for (String version : new String[] {"", "/versions/1"}) {
      assertThat(get("/v2/models/default" + version + "/ready", 200))
          .isEqualTo("{\"name\":\"default\",\"ready\":true}");
      assertThat(get("/v2/models/default" + version, 200))
          .isEqualTo(
              "{\"name\":\"default\",\"versions\":[\"1\"],\"platform\":\"pytorch_torchscript\","
                  + "\"inputs\":[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[-1,-1,-1,3]},"
                  + "{\"name\":\"encoded_image\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}],"
                  + "\"outputs\":[{\"name\":\"boxes\",\"datatype\":\"FP32\",\"shape\":[-1,-1,4]},"
                  + "{\"name\":\"scores\",\"datatype\":\"FP32\",\"shape\":[-1,-1]},"
                  + "{\"name\":\"classes\",\"datatype\":\"INT64\",\"shape\":[-1,-1]},"
                  + "{\"name\":\"labels\",\"datatype\":\"BYTES\",\"shape\":[-1,-1]},"
                  + "{\"name\":\"masks\",\"datatype\":\"BYTES\",\"shape\":[-1,-1]}]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/repository/models/default/", "/v2/models/default/"})
  void loadingIsOffUnlessClientsAreNamed(String path) throws Exception {
    for (String what : List.of("load", "unload")) {
      assertThat(error(Http.send("POST", path + what, Http.bytes("")), 403))
          .isEqualTo(
              "loading and unloading models is off: expected the names of clients in"
                  + " quantmask.security.model-control, and their API keys in"
                  + " quantmask.api-keys.NAME");
    }
  }

  /** What perf_analyzer and tritonclient read, as they expect it. */
  @Test
  void tellsItsConfiguration() throws Exception {
    for (String version : new String[] {"", "/versions/1"}) {
      assertThat(get("/v2/models/default" + version + "/config", 200))
          .startsWith(
              "{\"name\":\"default\",\"platform\":\"pytorch_torchscript\",\"backend\":\"pytorch\","
                  + "\"max_batch_size\":3,"
                  + "\"input\":[{\"name\":\"image\",\"data_type\":\"TYPE_UINT8\",\"dims\":[-1,-1,3],\"optional\":true},"
                  + "{\"name\":\"encoded_image\",\"data_type\":\"TYPE_STRING\",\"dims\":[1],\"optional\":true}],"
                  + "\"output\":[{\"name\":\"boxes\",\"data_type\":\"TYPE_FP32\",\"dims\":[-1,4]},"
                  + "{\"name\":\"scores\",\"data_type\":\"TYPE_FP32\",\"dims\":[-1]},"
                  + "{\"name\":\"classes\",\"data_type\":\"TYPE_INT64\",\"dims\":[-1]},"
                  + "{\"name\":\"labels\",\"data_type\":\"TYPE_STRING\",\"dims\":[-1]},"
                  + "{\"name\":\"masks\",\"data_type\":\"TYPE_STRING\",\"dims\":[-1]}],"
                  + "\"instance_group\":[{\"name\":\"default\",\"kind\":\"KIND_AUTO\",\"count\":")
          .endsWith("default.pt\"," + "\"model_transaction_policy\":{\"decoupled\":false}}");
    }
  }

  @Test
  void countsWhatModelsDo() throws Exception {
    JsonNode before = statistics("/v2/models/default/stats");
    assertThat(
            inferJson(
                    "{\"inputs\":[{\"name\":\"image\",\"shape\":[2,1,1,3],\"datatype\":\"UINT8\","
                        + "\"data\":[1,2,3,4,5,6]}]}")
                .statusCode())
        .isEqualTo(200);
    error(
        inferJson(
            "{\"inputs\":[{\"name\":\"encoded_image\",\"shape\":[1],\"datatype\":\"BYTES\","
                + "\"data\":[\"AAAA\"]}]}"),
        422);
    for (String path : List.of("/v2/models/default/stats", "/v2/models/default/versions/1/stats")) {
      JsonNode after = statistics(path);
      for (String count :
          List.of(
              "/inference_count",
              "/execution_count",
              "/inference_stats/success/count",
              "/inference_stats/queue/count",
              "/inference_stats/compute_input/count",
              "/inference_stats/compute_infer/count",
              "/inference_stats/compute_output/count",
              "/batch_stats/0/compute_infer/count")) {
        assertThat(after.at(count).longValue() - before.at(count).longValue())
            .as(count)
            .isEqualTo(2);
      }
      String fail = "/inference_stats/fail/count";
      assertThat(after.at(fail).longValue()).isEqualTo(before.at(fail).longValue() + 1);
      String time = "/inference_stats/success/ns";
      assertThat(after.at(time).longValue()).isGreaterThan(before.at(time).longValue());
      assertThat(after.get("last_inference").longValue()).isPositive();
      assertThat(after.at("/inference_stats/cache_hit/count").longValue()).isZero();
    }
  }

  private static JsonNode statistics(String path) throws Exception {
    JsonNode models = new ObjectMapper().readTree(get(path, 200)).get("model_stats");
    assertThat(models).hasSize(1);
    assertThat(models.get(0).get("name").textValue()).isEqualTo("default");
    return models.get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/no",
        "/v2/models/no/ready",
        "/v2/models/default/versions/2",
        "/v2/models/default/versions/2/ready",
        "/v2/models/no/config",
        "/v2/models/default/versions/2/config",
        "/v2/models/no/stats",
        "/v2/models/default/versions/2/stats",
        "/v2/nothing"
      })
  void whatIsNotThere(String path) throws Exception {
    assertThat(get(path, 404)).startsWith("{\"error\":\"");
  }

  @Test
  void anEmptyBodyIsCalledSo() throws Exception {
    for (HttpResponse<byte[]> response :
        List.of(
            inferJson(""), Http.send("POST", INFER, BodyPublishers.noBody(), JSON_LENGTH, "0"))) {
      assertThat(error(response, 400))
          .isEqualTo("the body is empty: expected a JSON object with \"inputs\"");
    }
  }

  @Test
  void pixelsInJsonGiveJson() throws Exception {
    String pixels = "[[[1,2,3],[4,5,6]]]"; // nested; flat below
    String expected =
        "{\"model_name\":\"default\",\"model_version\":\"1\",\"id\":\"7\",\"outputs\":["
            + "{\"name\":\"boxes\",\"datatype\":\"FP32\",\"shape\":[1,2,4],\"data\":[0.5,1.0,2.25,3.0,0.5,1.0,2.25,3.0]},"
            + "{\"name\":\"scores\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[0.875,0.5]},"
            + "{\"name\":\"classes\",\"datatype\":\"INT64\",\"shape\":[1,2],\"data\":[0,1]},"
            + "{\"name\":\"labels\",\"datatype\":\"BYTES\",\"shape\":[1,2],\"data\":[\"cat\",\"dog\"]}]}";
    for (String input :
        new String[] {
          "\"shape\": [1, 2, 3], \"data\": " + pixels,
          "\"data\": [1,2,3,4,5,6], \"shape\": [1,1,2,3]"
        }) {
      HttpResponse<byte[]> response =
          inferJson(
              Text.format(
                  "{\"id\": \"7\", \"inputs\": [{\"name\": \"image\", %s, \"datatype\":"
                      + " \"UINT8\"}]}",
                  input));
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(new String(response.body(), UTF_8)).isEqualTo(expected);
    }
  }

  @Test
  void pixelsInBinaryGiveBinary() throws Exception {
    String json =
        "{\"inputs\":[{\"name\":\"image\",\"shape\":[2,6,8,3],\"datatype\":\"UINT8\","
            + "\"parameters\":{\"binary_data_size\":288}}],"
            + "\"parameters\":{\"binary_data_output\":true,\"minScore\":0.6,\"priority\":3}}";
    HttpResponse<byte[]> response = inferBinary(json, new byte[288]);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    int length = Integer.parseInt(response.headers().firstValue(JSON_LENGTH).orElseThrow());
    assertThat(new String(response.body(), 0, length, UTF_8))
        .isEqualTo(
            "{\"model_name\":\"default\",\"model_version\":\"1\",\"outputs\":["
                + "{\"name\":\"boxes\",\"datatype\":\"FP32\",\"shape\":[2,1,4],\"parameters\":{\"binary_data_size\":32}},"
                + "{\"name\":\"scores\",\"datatype\":\"FP32\",\"shape\":[2,1],\"parameters\":{\"binary_data_size\":8}},"
                + "{\"name\":\"classes\",\"datatype\":\"INT64\",\"shape\":[2,1],\"parameters\":{\"binary_data_size\":16}},"
                + "{\"name\":\"labels\",\"datatype\":\"BYTES\",\"shape\":[2,1],\"parameters\":{\"binary_data_size\":14}}]}");
    ByteBuffer expected = ByteBuffer.allocate(70).order(ByteOrder.LITTLE_ENDIAN);
    for (int image = 0; image < 2; image++) {
      expected.putFloat(0.5f).putFloat(1).putFloat(2.25f).putFloat(3);
    }
    expected.putFloat(0.875f).putFloat(0.875f).putLong(0).putLong(0);
    expected.putInt(3).put("cat".getBytes(UTF_8)).putInt(3).put("cat".getBytes(UTF_8));
    assertThat(Arrays.copyOfRange(response.body(), length, response.body().length))
        .isEqualTo(expected.array());
  }

  @Test
  void encodedImagesComeInBothWaysAndMasksWhenAskedFor() throws Exception {
    byte[] png = TestImages.png();
    String outputs =
        "\"outputs\": [{\"name\": \"masks\"}, {\"name\": \"scores\", \"parameters\":"
            + " {\"binary_data\": false}}]";
    String base64 =
        "{\"inputs\": [{\"name\": \"encoded_image\", \"datatype\": \"BYTES\", \"shape\": [1], "
            + "\"parameters\": {\"content_type\": \"base64\"}, \"data\": [\"%s\"]}], %s}";
    HttpResponse<byte[]> fromJson =
        inferJson(Text.format(base64, Base64.getEncoder().encodeToString(png), outputs));
    ByteBuffer tensor = ByteBuffer.allocate(4 + png.length).order(ByteOrder.LITTLE_ENDIAN);
    tensor.putInt(png.length).put(png);
    String binary =
        "{\"inputs\": [{\"name\": \"encoded_image\", \"datatype\": \"BYTES\", \"shape\": [1, 1], "
            + "\"parameters\": {\"binary_data_size\": %d}}], %s}";
    HttpResponse<byte[]> fromBinary =
        inferBinary(Text.format(binary, tensor.capacity(), outputs), tensor.array());

    JsonNode json = Http.json(fromJson);
    String counts = Http.json(Http.raw(png, "")).at("/detections/0/mask/counts").textValue();
    assertThat(json.at("/outputs/0").toString())
        .isEqualTo(
            Text.format(
                "{\"name\":\"masks\",\"datatype\":\"BYTES\",\"shape\":[1,2],\"data\":%s}",
                new ObjectMapper().writeValueAsString(new String[] {counts, counts})));
    assertThat(json.get("outputs")).hasSize(2);
    assertThat(fromBinary.body()).isEqualTo(fromJson.body());
  }

  /** What Triton's own client sends: test-data/inference/generate.py. */
  @Test
  void requestsOfTritonsClientAreUnderstood() throws Exception {
    Path folder = Path.of("test-data/inference");
    for (String line : Files.readAllLines(folder.resolve("lengths.txt"))) {
      String name = line.split(" ")[0];
      String length = line.split(" ")[1];
      byte[] body = Files.readAllBytes(folder.resolve(name + ".bin"));
      HttpResponse<byte[]> response =
          length.equals("0")
              ? Http.send("POST", INFER, BodyPublishers.ofByteArray(body))
              : Http.send("POST", INFER, BodyPublishers.ofByteArray(body), JSON_LENGTH, length);
      assertThat(response.statusCode()).as(name).isEqualTo(200);
      int json = Integer.parseInt(response.headers().firstValue(JSON_LENGTH).orElseThrow());
      String head = new String(response.body(), 0, json, UTF_8);
      assertThat(head).contains("\"id\":\"" + name + "\"");
      String shape = name.equals("encoded_masks") ? "[1,2]" : "[2,2]";
      String sized = "\"shape\":" + shape + ",\"parameters\":{\"binary_data_size\":";
      assertThat(head).contains(sized);
      assertThat(head.contains("\"masks\"")).isEqualTo(name.equals("encoded_masks"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | the body is not JSON: a value, a name or a separator is wrong (line 1",
        "[] | the body: expected an object, found an array",
        "{} {} | inputs: expected one tensor, found none",
        "{\"inputs\": []} | inputs: expected one tensor, found none",
        "{\"inputs\": 1} | inputs: expected an array, found a whole number",
        "{\"id\": 1} | id: expected a text, found a whole number",
        "{\"inputs\": [{}]} | inputs[0].name: expected one, found none",
        "{\"inputs\": [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3]}]} |"
            + " inputs[0].data: expected one, found none",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2]}]} |"
            + " inputs[0]: expected 3 elements, as its shape has, found 2",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2,256]}]}"
            + " | inputs[0].data, element 2: expected 0 to 255, found 256",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2,99999999999]}]}"
            + " | inputs[0].data, element 2: expected 0 to 255, found 99999999999",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2,0.5]}]}"
            + " | inputs[0].data: expected whole numbers or texts, found 0.5",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,\"a\"]}]}"
            + " | inputs[0].data: expected numbers or texts, found both",
        "{\"inputs\": [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,4],\"data\":[1]}]}"
            + " | inputs[0].shape: expected [H, W, 3] or [N, H, W, 3], found [1, 1, 4]",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[-1,1,3],\"data\":[1]}]} |"
            + " inputs[0].shape: expected lengths from 0",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[65536,65536,3],\"data\":[1]}]}"
            + " | inputs[0].shape: expected at most 2147483647 elements",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[99999999999999999999,1,3],\"data\":[1]}]}"
            + " | inputs[0].shape: expected lengths from 0",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[0,1,1,3],\"data\":[]}]} |"
            + " inputs[0].shape: expected 1 to 3 images, found 0",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[4,1,1,3],\"data\":[1]}]} |"
            + " inputs[0].shape: expected 1 to 3 images, found 4",
        "{\"inputs\": [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,0,3],\"data\":[]}]}"
            + " | inputs[0].shape: expected no 0, found [1, 0, 3]",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[1,1,3],\"data\":[1,2,3]}]} |"
            + " inputs[0].datatype: expected UINT8 of image, found \"FP32\"",
        "{\"inputs\": [{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]} |"
            + " inputs[0].name: expected image or encoded_image, found \"x\"",
        "{\"inputs\":"
            + " [{\"name\":\"encoded_image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"%\"]}]}"
            + " | inputs[0].data, element 0: not base64",
        "{\"inputs\":"
            + " [{\"name\":\"encoded_image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[1]}]} |"
            + " inputs[0].data: expected texts, found numbers",
        "{\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"parameters\":{\"binary_data_size\":3}}]}"
            + " | inputs[0].parameters.binary_data_size: expected 0, the bytes behind the JSON,"
            + " found 3",
        "{\"outputs\":[{\"name\":\"x\"}],\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2,3]}]} |"
            + " outputs[0].name: expected one of boxes, scores, classes, labels, masks, found"
            + " \"x\"",
        "{\"parameters\":{\"minScore\":2},\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2,3]}]} |"
            + " minScore: expected a number from 0 to 1, found 2",
        "{\"parameters\":{\"foo\":1}} | parameters.foo: not supported; expected one of"
            + " binary_data_output, classAgnosticNms, maxDetections, minScore, priority, timeout,"
            + " triton_enable_empty_final_response",
        "{\"parameters\":{\"minScore\":[]}} | parameters.minScore: expected a text, a number or a"
            + " boolean",
        "{\"inputs\":[{\"parameters\":{\"shared_memory_region\":\"a\"}}]} |"
            + " inputs[0].parameters.shared_memory_region: not supported; expected one of"
            + " binary_data_size, content_type",
        "{\"outputs\":[{\"name\":\"scores\",\"parameters\":{\"classification\":3}}]} |"
            + " outputs[0].parameters.classification: not supported; expected one of binary_data",
        "{\"outputs\":[{}]} | outputs[0].name: expected one of boxes, scores, classes, labels,"
            + " masks, found \"\"",
        "{\"parameters\":{\"binary_data_output\":1},\"inputs\":"
            + " [{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2,3]}]} |"
            + " parameters.binary_data_output: expected true or false"
      })
  void whatIsNotUnderstood(String body, String message) throws Exception {
    assertThat(error(inferJson(body), 400)).startsWith(message);
  }

  @Test
  void brokenBinaryTensors() throws Exception {
    String json =
        "{\"inputs\":[{\"name\":\"encoded_image\",\"shape\":[%d],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":%d}}]}";
    byte[] lengthTooLarge = {9, 0, 0, 0, 1};
    assertThat(error(inferBinary(Text.format(json, 1, 5), lengthTooLarge), 400))
        .startsWith("inputs[0], element 0: expected its length in 4 bytes and as many bytes");
    byte[] negative = {-1, -1, -1, -1, 1};
    assertThat(error(inferBinary(Text.format(json, 1, 5), negative), 400))
        .startsWith("inputs[0], element 0: expected its length in 4 bytes");
    byte[] more = {0, 0, 0, 0, 0, 0, 0, 0};
    assertThat(error(inferBinary(Text.format(json, 1, 8), more), 400))
        .isEqualTo("inputs[0]: expected 1 elements, found 4 bytes more");
    assertThat(error(inferBinary(Text.format(json, 3, 8), more), 400))
        .isEqualTo("inputs[0]: expected 3 elements, as its shape has, found 2");
    for (String length : new String[] {"0", "-1", "1000", "x"}) {
      HttpResponse<byte[]> response =
          Http.send("POST", INFER, Http.bytes("{}"), JSON_LENGTH, length);
      assertThat(error(response, 400)).contains("expected");
    }
  }

  @Test
  void otherErrorsHaveTheProtocolsForm() throws Exception {
    String input = "{\"inputs\": [{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":%s,\"data\":%s}]}";
    assertThat(
            error(
                inferJson(Text.format(input, "encoded_image", "BYTES", "[1]", "[\"AAAA\"]")), 422))
        .isNotBlank();
    assertThat(error(inferJson(Text.format(input, "image", "UINT8", "[1,20000,3]", "[1]")), 422))
        .startsWith("image too large");
    String crash = Arrays.toString(new int[3 * FakeLoader.WIDTH_THAT_CRASHES]);
    String shape = Text.format("[1,%d,3]", FakeLoader.WIDTH_THAT_CRASHES);
    assertThat(error(inferJson(Text.format(input, "image", "UINT8", shape, crash)), 500))
        .doesNotContain("secret");
    assertThat(error(Http.send("GET", INFER, BodyPublishers.noBody()), 405)).contains("POST");
    assertThat(error(Http.send("POST", "/v2/models/no/infer", Http.bytes("{}")), 404))
        .startsWith("model: expected one of default");
    assertThat(
            error(Http.send("POST", "/v2/models/default/versions/2/infer", Http.bytes("{}")), 404))
        .isEqualTo("version: expected 1, found \"2\"");
    assertThat(error(Http.send("POST", INFER, Http.bytes("{}"), "Content-Type", "text/plain"), 415))
        .startsWith("Content-Type: expected application/json or application/octet-stream");
    byte[] large = new byte[Profiles.Serving.MAX_BODY + 1];
    assertThat(error(Http.send("POST", INFER, BodyPublishers.ofByteArray(large)), 413))
        .startsWith("the body is too large");
  }
}
