package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event of test-data/lambda; {@code .ci/lambda} sends the same to the packaged function. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class StoredEventIT {
  static List<StoredEvent> events() throws IOException {
    return StoredEvent.all();
  }

  @ParameterizedTest
  @MethodSource("events")
  void hasItsOutcome(StoredEvent event) throws Exception {
    assertThat(event.differences(Lambda.outcome(event.event(), event.fails()))).isEmpty();
  }

  @Test
  void thereIsOneOfEveryKind() throws IOException {
    for (EventKind kind : EventKind.values()) {
      assertThat(events())
          .filteredOn(event -> !event.fails())
          .anyMatch(event -> kindOf(event.event()) == kind);
    }
    for (HttpForm form : HttpForm.values()) {
      assertThat(events())
          .filteredOn(event -> !event.fails())
          .anyMatch(event -> formOf(event.event()) == form);
    }
  }

  private static EventKind kindOf(String event) {
    return EventKind.of(Lambda.tree(event));
  }

  private static HttpForm formOf(String event) {
    return HttpForm.of(Lambda.tree(event)).orElse(null);
  }
}
