package dev.quantmask.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Models by name, on both endpoints, and their list. */
@QuarkusTest
@TestProfile(Profiles.Models.class)
class ModelsIT {
  @Test
  void modelsAreAskedForByName() throws Exception {
    byte[] png = TestImages.png();
    assertThat(Http.raw(png, "?model=good").statusCode()).isEqualTo(200);
    assertThat(Http.function(png, ",\"model\":\"good\"").statusCode()).isEqualTo(200);
    assertThat(Http.raw(png, "?model=default").statusCode()).isEqualTo(200);
    String unknown = "model: expected one of default, good, missing, found \"x\"";
    assertThat(Http.problem(Http.raw(png, "?model=x"), 404)).isEqualTo(unknown);
    assertThat(Http.problem(Http.function(png, ",\"model\":\"x\""), 404)).isEqualTo(unknown);
    assertThat(Http.problem(Http.raw(png, "?model=missing"), 503))
        .isEqualTo("model target/nothing.pt: no such file");
  }

  @Test
  void theListTellsWhereTheyStand() throws Exception {
    assertThat(Http.raw(TestImages.png(), "?model=good").statusCode()).isEqualTo(200);
    JsonNode models =
        Http.json(Http.send("GET", "/v1/models", BodyPublishers.noBody())).get("models");
    assertThat(models).hasSize(3);
    JsonNode first = models.get(0);
    assertThat(first.get("name").textValue()).isEqualTo("default");
    assertThat(first.get("default").booleanValue()).isTrue();
    assertThat(first.get("fileBytes").longValue())
        .isEqualTo(Files.size(Path.of("src/main/model/default.pt")));
    JsonNode good = models.get(1);
    assertThat(good.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "default",
            "state",
            "scheme",
            "precision",
            "device",
            "sha256",
            "classes",
            "file",
            "fileBytes",
            "loadedMs");
    assertThat(good.get("state").textValue()).isEqualTo("ready");
    assertThat(good.get("classes").toString()).isEqualTo("[\"cat\",\"dog\"]");
    JsonNode missing = models.get(2);
    assertThat(missing.get("state").textValue()).isEqualTo("failed");
    assertThat(missing.get("reason").textValue())
        .isEqualTo("model target/nothing.pt: no such file");
    assertThat(missing.has("fileBytes")).isFalse();
  }

  @Test
  void aBrokenOneOfManyTakesNobodyDown() throws Exception {
    Http.raw(TestImages.png(), "?model=missing");
    assertThat(Http.send("GET", "/q/health/ready", BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
  }
}
