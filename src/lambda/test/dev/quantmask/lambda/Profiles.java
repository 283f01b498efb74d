package dev.quantmask.lambda;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** How tests start the function. */
final class Profiles {
  private Profiles() {}

  private static Map<String, String> with(String key, String value) {
    return Map.of(
        "quarkus.lambda.mock-event-server.test-port",
        "0",
        "quantmask.limits.max-body-size",
        "512K",
        key,
        value);
  }

  /** A model that loads; small limits; something like S3. */
  public static final class Serving implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return with("quantmask.model.path", "src/main/model/default.pt");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(S3Mock.class));
    }
  }

  /** A key is needed. */
  public static final class WithKey implements QuarkusTestProfile {
    static final String KEY = "the key of the game";

    @Override
    public Map<String, String> getConfigOverrides() {
      return with(
          "quantmask.api-keys.game",
          // printf %s 'the key of the game' | sha256sum
          "5b15453ff713bf8ad9bb2fc64bc0736165c3af4cd3ff68794386877d7e478f7a");
    }
  }
}
