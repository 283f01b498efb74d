package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EndpointScopeTest {
  @Test
  void saysTheEndpointOfThisThreadUntilItIsClosed() {
    assertThat(EndpointScope.current()).isEmpty();
    try (EndpointScope scope = EndpointScope.enter(DetectionEndpoint.CLOUDEVENTS)) {
      assertThat(scope).isNotNull();
      assertThat(EndpointScope.current()).hasValue("cloudevents");
      assertThat(CompletableFuture.supplyAsync(EndpointScope::current).join()).isEmpty();
    }
    assertThat(EndpointScope.current()).isEmpty();
  }
}
