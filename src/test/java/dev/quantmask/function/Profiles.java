package dev.quantmask.function;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** How tests start the service. */
final class Profiles {
  private Profiles() {}

  /** A model that loads; small limits. */
  public static final class Serving implements QuarkusTestProfile {
    static final int MAX_BODY = 256 * 1024;

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "quantmask.model.path", "test-data/model/default.pt",
          "quantmask.limits.max-body", "256K");
    }
  }

  /** One lane, two that may wait, and memory for two bodies of 100,000 bytes. */
  public static final class Crowded implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "quantmask.model.path", "test-data/model/default.pt",
          "quantmask.limits.max-waiting", "2",
          "quantmask.limits.max-body", "200K",
          "quantmask.limits.max-bodies", "220K");
    }
  }

  /** Two models beside the default one, of which one is missing. */
  public static final class Models implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "quantmask.models.good.path", "test-data/model/default.pt",
          "quantmask.models.missing.path", "target/nothing.pt");
    }
  }

  /** A path where nothing is. */
  public static final class MissingModel implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.test-port", "0", "quantmask.model.path", "target/nothing.pt");
    }
  }

  /** An archive that fails to load, at the start. */
  public static final class BrokenModel implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "quantmask.model.path", "target/test-classes/fake/broken.pt",
          "quantmask.model.load", "eager");
    }
  }
}
