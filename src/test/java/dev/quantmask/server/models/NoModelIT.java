package dev.quantmask.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Without a model the service starts all the same, and says why it cannot answer. */
@QuarkusTest
@TestProfile(Profiles.MissingModel.class)
class NoModelIT {
  private static final String REASON = "model target/nothing.pt: no such file";

  @Test
  void bothEndpointsSayWhy() throws Exception {
    assertThat(Http.problem(Http.function(TestImages.png(), ""), 503)).isEqualTo(REASON);
    assertThat(Http.problem(Http.raw(TestImages.png(), ""), 503)).isEqualTo(REASON);
  }

  @Test
  void isAliveButNotReady() throws Exception {
    assertThat(Http.send("GET", "/q/health/live", BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
    HttpResponse<byte[]> ready = Http.send("GET", "/q/health/ready", BodyPublishers.noBody());
    assertThat(ready.statusCode()).isEqualTo(503);
    JsonNode check = Http.healthCheck(ready, "model");
    assertThat(check.at("/data/reason").textValue()).isEqualTo(REASON);
  }
}
