package dev.quantmask.server.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model whose name is a word of the paths is asked for as any other. */
@QuarkusTest
@TestProfile(Profiles.NamedAsPaths.class)
class ModelNamesIT {
  private static final String INPUT =
      "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,1,1,3],\"datatype\":\"UINT8\",\"data\":[1,2,3]}]}";

  static String[] names() {
    return Profiles.NamedAsPaths.NAMES.toArray(String[]::new);
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<byte[]> response = Http.send("GET", path, BodyPublishers.noBody());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return Http.json(response);
  }

  @ParameterizedTest
  @MethodSource("names")
  void pathsAreUnambiguous(String name) throws Exception {
    for (String path : new String[] {"/v2/models/" + name, "/v2/models/" + name + "/versions/1"}) {
      assertThat(get(path).get("name").textValue()).isEqualTo(name);
      assertThat(get(path).has("inputs")).isTrue();
      assertThat(get(path + "/ready").get("name").textValue()).isEqualTo(name);
      assertThat(get(path + "/config").get("name").textValue()).isEqualTo(name);
      assertThat(get(path + "/stats").at("/model_stats/0/name").textValue()).isEqualTo(name);
      HttpResponse<byte[]> found =
          Http.send("POST", path + "/infer", Http.bytes(INPUT), "Content-Type", "application/json");
      assertThat(Http.json(found).path("model_name").textValue()).isEqualTo(name);
    }
    assertThat(get("/v2/models/stats").get("model_stats"))
        .hasSize(1 + Profiles.NamedAsPaths.NAMES.size());
  }
}
