package dev.quantmask.function;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
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

  /** The bundled model, and the same by another name. */
  public static final class TwoModels implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port",
          "0",
          "quantmask.models.other.path",
          Path.of("test-data/model/default.pt").toAbsolutePath().toString());
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
