package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A request of HTTP needs a key where one is configured; who may invoke is IAM's business. */
@QuarkusTest
@TestProfile(Profiles.WithKey.class)
class KeysIT {
  private static JsonNode send(String header, String value) throws Exception {
    ObjectNode event = Lambda.request("/v1/detections", "", "image/png", TestImages.png());
    event.withObject("/headers").put(header, value);
    return Lambda.invoke(event.toString());
  }

  @Test
  void withoutAKeyNobodyComesIn() throws Exception {
    assertThat(Lambda.problem(send("x-other", "x"), 401))
        .startsWith("missing or invalid credentials");
    assertThat(Lambda.problem(send("x-api-key", "x"), 401))
        .startsWith("the key or token is not valid");
    assertThat(Lambda.problem(send("authorization", "Basic eA=="), 401))
        .startsWith("missing or invalid credentials");
  }

  @Test
  void withAKeyTheEndpointIsOpen() throws Exception {
    assertThat(send("x-api-key", Profiles.WithKey.KEY).get("statusCode").intValue()).isEqualTo(200);
    assertThat(send("authorization", "Bearer " + Profiles.WithKey.KEY).get("statusCode").intValue())
        .isEqualTo(200);
  }

  /** A health check has no key, and shows nothing that needs one. */
  @Test
  void healthIsOpen() throws Exception {
    ObjectNode event = Lambda.request("/q/health/live", "", "image/png", new byte[0]);
    event.withObject("/requestContext/http").put("method", "GET");
    assertThat(Lambda.invoke(event.toString()).get("statusCode").intValue()).isEqualTo(200);
  }

  @Test
  void anInvocationNeedsNone() throws Exception {
    String image = Base64.getEncoder().encodeToString(TestImages.png());
    assertThat(Lambda.invoke("{\"image\": \"" + image + "\"}").get("detections")).hasSize(2);
  }
}
