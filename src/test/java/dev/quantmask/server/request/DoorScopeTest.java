package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DoorScopeTest {
  @Test
  void saysTheDoorOfThisThreadUntilItIsClosed() {
    assertThat(DoorScope.current()).isEmpty();
    try (DoorScope scope = DoorScope.enter(Door.EVENTS)) {
      assertThat(scope).isNotNull();
      assertThat(DoorScope.current()).hasValue(Door.EVENTS);
      assertThat(CompletableFuture.supplyAsync(DoorScope::current).join()).isEmpty();
    }
    assertThat(DoorScope.current()).isEmpty();
  }
}
