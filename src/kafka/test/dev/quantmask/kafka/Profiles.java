package dev.quantmask.kafka;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** How tests start the service. */
final class Profiles {
  private Profiles() {}

  /** With a topic to read: one worker, one request that may wait, and small limits. */
  public static final class Reading implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quantmask.model.path", "src/main/model/default.pt",
          "quantmask.kafka.enabled", "true",
          "quantmask.inference.workers", "1",
          "quantmask.queue.max-size", "1",
          "quantmask.limits.max-body-size", "64K");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(BrokerResource.class));
    }
  }
}
