package dev.quantmask.server.openinference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles.WithKeys;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models are listed, unloaded and loaded as Triton's clients do it. */
@QuarkusTest
@TestProfile(WithKeys.class)
@Timeout(60)
class RepositoryIT {
  private static final String OTHER = "/v2/repository/models/other/";

  private static HttpResponse<byte[]> post(String path, String body, String... headers)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("X-API-Key", WithKeys.KEY));
    all.addAll(List.of(headers));
    return Http.send("POST", path, Http.bytes(body), all.toArray(String[]::new));
  }

  private static String error(HttpResponse<byte[]> response, int status) throws Exception {
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(status);
    return Http.json(response).get("error").textValue();
  }

  private static void succeeds(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
  }

  private static HttpResponse<byte[]> infer(byte[] image) throws Exception {
    return post(
        "/v2/models/other/infer",
        "{\"inputs\":[{\"name\":\"encoded_image\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\""
            + Base64.getEncoder().encodeToString(image)
            + "\"]}]}",
        Http.JSON);
  }

  private static JsonNode entry(String body, String model) throws Exception {
    HttpResponse<byte[]> response = post("/v2/repository/index", body);
    succeeds(response);
    for (JsonNode entry : Http.json(response)) {
      assertThat(entry.fieldNames())
          .toIterable()
          .containsExactly("name", "version", "state", "reason");
      if (entry.get("name").textValue().equals(model)) {
        return entry;
      }
    }
    return MissingNode.getInstance();
  }

  @Test
  void theIndexTellsWhichModelsCanBeUsedAndWhyOthersCannot() throws Exception {
    for (String body : List.of("", "{}", "{\"ready\": false}")) {
      JsonNode broken = entry(body, "broken");
      assertThat(broken.get("state").textValue()).isEqualTo("UNAVAILABLE");
      assertThat(broken.get("reason").textValue()).contains("expected the end record of a zip");
      assertThat(entry(body, "default").get("state").textValue()).isEqualTo("READY");
    }
    assertThat(entry("{\"ready\": true}", "broken").isMissingNode()).isTrue();
    assertThat(entry("{\"ready\": true}", "default").get("version").textValue()).isEqualTo("1");
    assertThat(error(post("/v2/repository/index", "{\"ready\": 1}"), 400))
        .isEqualTo("ready: expected true or false");
    assertThat(error(post("/v2/repository/index", "[]"), 400)).startsWith("the body: expected");
    assertThat(error(post("/v2/repository/index", "{"), 400)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {OTHER, "/v2/models/other/"})
  void anUnloadedModelIsUnavailableUntilItIsLoaded(String path) throws Exception {
    succeeds(post(path + "unload", "{\"parameters\":{\"unload_dependents\":false}}"));
    for (int i = 0; i < 2; i++) {
      assertThat(error(infer(TestImages.png()), 503))
          .isEqualTo(
              "model other has been unloaded: expected RepositoryModelLoad, or POST"
                  + " /v2/repository/models/other/load, before it is used again");
    }
    assertThat(entry("", "other").toString())
        .isEqualTo(
            "{\"name\":\"other\",\"version\":\"1\",\"state\":\"UNAVAILABLE\",\"reason\":\"unloaded\"}");
    HttpResponse<byte[]> ready =
        Http.send("GET", "/v2/models/other/ready", Http.bytes(""), "X-API-Key", WithKeys.KEY);
    assertThat(ready.statusCode()).isEqualTo(400);
    succeeds(post(path + "unload", ""));
    succeeds(post(path + "load", "{}"));
    succeeds(infer(TestImages.png()));
    assertThat(entry("", "other").get("reason").textValue()).isEmpty();
    succeeds(post(path + "load", ""));
    succeeds(infer(TestImages.png()));
  }

  @Test
  void unloadingWaitsForRequestsThatRun() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return infer(TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 4));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    FakeLoader.STARTED.acquire();
    assertThat(error(post(OTHER + "unload", "", RequestTimeout.HEADER, "50"), 504))
        .isEqualTo("no answer within 50 ms");
    assertThat(error(infer(TestImages.png()), 503)).startsWith("model other has been unloaded");
    FakeLoader.MAY_FINISH.release();
    succeeds(running.get(20, TimeUnit.SECONDS));
    succeeds(post(OTHER + "unload", ""));
    succeeds(post(OTHER + "load", ""));
  }

  @Test
  void whatCannotBeLoadedIsToldWhy() throws Exception {
    assertThat(error(post("/v2/repository/models/broken/load", ""), 503))
        .contains("broken.pt", "expected the end record of a zip");
    assertThat(error(post("/v2/repository/models/no/load", ""), 404)).contains("expected one of");
    assertThat(error(post(OTHER + "load", "{\"parameters\":{\"config\":\"{}\"}}"), 400))
        .isEqualTo("parameters.config: expected none: models are those of the configuration");
    assertThat(error(post(OTHER + "unload", "{\"parameters\":{\"now\":true}}"), 400))
        .startsWith("parameters.now: expected unload_dependents");
  }

  @ParameterizedTest
  @ValueSource(strings = {OTHER, "/v2/models/other/"})
  void onlyClientsThatAreNamedMayDoSo(String path) throws Exception {
    for (String what : List.of("load", "unload")) {
      assertThat(error(Http.send("POST", path + what, Http.bytes("")), 401)).isNotBlank();
      HttpResponse<byte[]> refused =
          Http.send("POST", path + what, Http.bytes(""), "X-API-Key", WithKeys.GUEST);
      assertThat(error(refused, 403))
          .isEqualTo(
              "this client may not load or unload models: expected one that"
                  + " quantmask.security.model-control names");
    }
    assertThat(entry("", "other").get("state").textValue()).isEqualTo("READY");
  }
}
